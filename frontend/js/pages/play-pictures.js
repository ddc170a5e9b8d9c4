/* What a phone needs for pictures, cases, points on a picture and answers in own words; loaded by pictured.js. */
import './play-questions.js';
import '../screens/play/spots.js';
import '../screens/play/views.js';
import '../screens/play/writing.js';
