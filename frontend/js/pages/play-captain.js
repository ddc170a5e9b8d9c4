/* What only a captain's phone needs, beside the question: loaded last, and never by the audience. */
import './play-questions.js';
import '../screens/play/appeal.js';
import '../screens/play/move.js';
