/* The projector's six sounds, made by the browser: no files. Silent until the host switches them on.
 *
 * A browser lets a page sound only after a key or click on its laptop; until then `hint` asks for one. Nothing
 * is told by sound alone.
 */
import { serverNow } from '../../live/clock.js';
import { cuesOf, ticksOf } from './cues.js';

/* Notes `[pitch in Hz, after s, for s]`. */
const TUNES = {
  signal: [[880, 0, 0.12], [1320, 0.1, 0.28]],
  tick: [[1000, 0, 0.05]],
  buzz: [[196, 0, 0.2], [294, 0.09, 0.34]],
  right: [[660, 0, 0.14], [830, 0.12, 0.14], [990, 0.24, 0.34]],
  wrong: [[311, 0, 0.2], [233, 0.18, 0.4]],
  podium: [[523, 0, 0.16], [659, 0.15, 0.16], [784, 0.3, 0.16], [1047, 0.45, 0.7]],
};
const WAVES = { buzz: 'sawtooth', wrong: 'triangle' };
const FULL = 0.5;
const SILENT = 0.0001;

export class Sounds {
  constructor(hint) {
    this.hint = hint;
    this.look = { sound: false, volume: 0 };
    this.waiting = new Map();
    this.ticking = [];
    for (const name of ['pointerdown', 'keydown']) document.addEventListener(name, () => this.context?.resume());
  }

  dress(look) {
    this.look = look;
    if (look.sound && !this.context) {
      this.context = new AudioContext();
      this.context.addEventListener('statechange', () => this.ask());
    }
    this.ask();
  }

  ask() {
    this.hint.hidden = !this.look.sound || this.context.state === 'running';
  }

  /* Every view; `live` when it changed before the hall's eyes, else nothing that is over sounds again. */
  hear(view, live) {
    const now = serverNow();
    this.dress(view.contest.look ?? this.look);
    for (const timer of this.ticking) clearTimeout(timer);
    this.ticking = ticksOf(view, now).map((cue) => this.plan(cue, now));
    if (live && this.before) {
      const cues = cuesOf(this.before, view, now);
      if (cues.length) this.drop();
      for (const one of cues) this.waiting.set(this.plan(one, now), one.cue);
    } else if (!live) this.drop();
    // The view is one object whose sections are exchanged.
    this.before = { ...view };
  }

  plan({ cue, at }, now) {
    return setTimeout(() => this.play(cue), at - now);
  }

  drop() {
    for (const timer of this.waiting.keys()) clearTimeout(timer);
    this.waiting.clear();
  }

  play(cue) {
    if (!this.look.sound || !this.look.volume || this.context?.state !== 'running') return;
    for (const [pitch, after, length] of TUNES[cue]) this.note(pitch, this.context.currentTime + after, length, WAVES[cue]);
  }

  note(pitch, start, length, wave = 'sine') {
    const source = this.context.createOscillator();
    const gain = this.context.createGain();
    source.type = wave;
    source.frequency.value = pitch;
    gain.gain.setValueAtTime(FULL * (this.look.volume / 100) ** 2, start);
    gain.gain.exponentialRampToValueAtTime(SILENT, start + length);
    source.connect(gain).connect(this.context.destination);
    source.start(start);
    source.stop(start + length);
  }
}
