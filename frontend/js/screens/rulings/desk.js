/* What every part of the page of rulings is given: the view, who is who, and the way to ask and to act.
 *
 * One object for the life of the page; it knows no part of the page.
 */
import { word } from '../../parts/nodes.js';

export class Desk {
  /* `correct(wish)` opens the form: {what, ask, team, appeal}. */
  constructor(pageLang, correct) {
    this.lang = this.pageLang = pageLang;
    this.correct = correct;
    this.view = null;
    this.link = 'connecting';
    this.looked = null;
    this.news = 0;
    this.asked = new Map();
  }

  take(view, changed) {
    this.view = view;
    if (changed.some((name) => ['played', 'log', 'next', 'appeals'].includes(name))) this.news += 1;
    const { languages } = view.contest;
    this.lang = languages.includes(this.pageLang) ? this.pageLang : languages[0];
  }

  questionOf(ask) {
    return this.view.played.find((line) => line.ask === ask) ?? null;
  }

  team(id) {
    return this.view.contest.teams.find((team) => team.id === id) ?? { id, n: '', name: id };
  }

  place({ round, n }) {
    return round ? word('place', { round, n }) : '';
  }

  time(at) {
    return new Date(at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
  }

  /* Sends a command, on trial or for good; `heard` gets the answer: {tried…}, {ack} or {no, text}. */
  send(name, fields, heard) {
    if (this.link !== 'up') return heard({ no: true, text: word('why.link') });
    this.asked.set(this.live.send(name, fields), heard);
  }

  settled(answer) {
    const heard = this.asked.get(answer.id);
    this.asked.delete(answer.id);
    if (heard && answer.code !== 'not_saved') return heard(answer);
    // It is sent again by itself until it is saved.
    if (heard) this.asked.set(answer.id, heard);
  }
}

/* Points with their sign, with a real minus. */
export function signed(points) {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : word('same');
}
