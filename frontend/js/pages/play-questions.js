/* The phone's screens from the first question to the podium: loaded after play.js, which has the lobby up by then.
 *
 * In a hall two hundred phones load at the same moment; what is not needed yet must not hold up the join.
 */
import './play.js';
import '../screens/play/ask.js';
import '../screens/play/places.js';
import '../screens/play/sound.js';
import '../screens/play/turn.js';
