/* The phone's few sounds: off until somebody asks for them in the settings, and never the only sign of anything.
 *
 * Hears of each moment from the hall (event `qh-moment`). A browser lets a page sound only after a touch, so the
 * sound's own clock starts at the first one.
 */

const LOUD = 0.2;
const TONE_S = 0.11;
const UP = [660, 990];
/* Pitches in Hz, one after the other; `last` are the last five seconds. */
const TUNES = {
  first: UP, turn: UP, aloud: UP, press: [990], late: [330], others: [330], early: [220, 220], kept: [880], final: [880],
  right: [660, 830, 990], partly: [660, 830], wrong: [330, 260], closed: [440], missed: [440],
};
const TICK_HZ = 1200;

const Context = window.AudioContext || window.webkitAudioContext;
let context = null;
let ticking = [];

function isOn() {
  return document.documentElement.getAttribute('data-sound') === 'on';
}

function tone(pitch, start, length) {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUD, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + length);
  source.connect(volume);
  volume.connect(context.destination);
  source.start(start);
  source.stop(start + length);
  return source;
}

function play(moment) {
  ticking.forEach(function (tick) { tick.stop(); });
  ticking = [];
  if (!isOn() || !context || context.state !== 'running') return;
  const now = context.currentTime;
  if (moment === 'last') ticking = [0, 1, 2, 3, 4].map(function (second) { return tone(TICK_HZ, now + second, 0.05); });
  else (TUNES[moment] || []).forEach(function (pitch, place) { tone(pitch, now + place * TONE_S, TONE_S * 1.6); });
}

function wake() {
  if (!isOn() || !Context) return;
  context = context || new Context();
  context.resume();
}

['click', 'touchend'].forEach(function (name) { document.addEventListener(name, wake); });
document.addEventListener('qh-moment', function (event) { play(event.detail); });
