/* <qh-round>: title of a round with what it is worth. <qh-turn>: a team is called up and chooses.
 * <qh-stakes>: all teams choose what they risk, then all is shown together.
 */
import { appear } from './motion.js';
import { joined, toLines, write } from './lines.js';
import { Picture, cloneFirst, keep } from './picture.js';
import { nameLines, signed, teamOf, writeName, writeTeam } from './teams.js';
import { say } from './words.js';

const MOST_STAKES = 5;

export function roundLines(round) {
  if (round.tie_break) return say('tie-break');
  return joined([say('round-n', { n: round.n }), toLines(round.title)]);
}

function stakesFigure(stakes) {
  return stakes.length > MOST_STAKES ? `${stakes[0]} … ${stakes.at(-1)}` : stakes.join(' · ');
}

/* What a right and a wrong answer are worth: [sign, figure, word]. */
function worthFacts({ value, wrong, wrong_rule: rule, stakes }) {
  if (stakes?.length) {
    const share = { full: '−100%', half: '−50%' }[rule];
    return [['stakes', stakesFigure(stakes), 'fact-stakes'], ...(share ? [['wrong', share, 'fact-wrong-stake']] : [])];
  }
  const facts = value ? [['right', signed(value), 'fact-right']] : [];
  return wrong ? [...facts, ['wrong', signed(wrong), 'fact-wrong']] : facts;
}

function factsOf(round) {
  const facts = worthFacts(round.facts);
  facts.push(['time', String(round.facts.time_s), 'fact-time']);
  if (round.questions && !round.tie_break) facts.push(['questions', String(round.questions), 'fact-questions']);
  return facts.map(([sign, figure, word]) => ({ sign, figure, word }));
}

class Round extends Picture {
  static template = 'round';
  static drops = ['fact-second', 'how-second', 'title-second'];

  draw(view, live) {
    const { round } = view.stage;
    write(this.refs.number, round.tie_break ? [] : say('round-n-of', { n: round.n, of: round.of }));
    write(this.refs.title, round.tie_break ? say('tie-break') : toLines(round.title));
    write(this.refs.how, say(`flow-${round.flow}`));
    const facts = keep(this.refs.facts, factsOf(round), (fact) => fact.sign, () => cloneFirst('fact'), (element, fact) => {
      element.dataset.sign = fact.sign;
      element.querySelector('.fact-figure').textContent = fact.figure;
      write(element.querySelector('.fact-word'), say(fact.word));
    });
    if (live && this.drawn !== round.n) {
      [this.refs.number, this.refs.title, this.refs.how, ...facts].forEach((element, place) => {
        appear(element, 'translateX(-1.5em)', 450, 120 * place);
      });
    }
    this.drawn = round.n;
  }
}

class Turn extends Picture {
  static template = 'turn';
  static drops = ['word-second', 'state-second'];

  strip(view) {
    return { title: toLines(view.contest.title), chips: [roundLines(view.stage.round)] };
  }

  clock(view) {
    return view.stage.turn.clock;
  }

  draw(view, live) {
    const { turn } = view.stage;
    const team = teamOf(view, turn.team);
    this.refs.number.textContent = team.n;
    writeName(this.refs.name, team);
    write(this.refs.player, turn.player ? this.playerLines(turn) : []);
    write(this.refs.state, this.stateLines(view, turn));
    const choices = turn.choices || [];
    keep(this.refs.choices, choices, (stake) => stake, () => cloneFirst('stake'), (element, stake) => {
      element.querySelector('b').textContent = stake;
      element.dataset.state = turn.stake === null ? 'open' : stake === turn.stake ? 'chosen' : 'past';
    });
    if (live && this.drawn !== turn.team + turn.player) appear(this.refs.card, 'translateX(-8%)', 500);
    this.drawn = turn.team + turn.player;
  }

  playerLines(turn) {
    const number = say('player-n', { n: turn.player });
    return turn.player_name ? joined([number, toLines(turn.player_name)], ' ') : number;
  }

  stateLines(view, turn) {
    if (turn.passed) return say('passes');
    if (turn.stake) return say('stake-chosen', { n: turn.stake });
    if (turn.opponent) return say('opponent-is', { team: nameLines(teamOf(view, turn.opponent)) });
    if (turn.needs_opponent) return say('choose-opponent');
    if (turn.choices?.length) return say(turn.may_pass ? 'choose-stake-or-pass' : 'choose-stake');
    return say('get-ready');
  }
}

class Stakes extends Picture {
  static template = 'stakes';
  static drops = ['word-second', 'names'];

  strip(view) {
    return { title: toLines(view.contest.title), chips: [roundLines(view.stage.round)] };
  }

  clock(view) {
    return view.stage.clock;
  }

  draw(view, live) {
    const { stage, contest } = view;
    const shown = stage.stakes && Object.keys(stage.stakes).length > 0;
    write(this.refs.what, say(shown ? 'stakes-shown' : 'stakes-choose'));
    const teams = [...contest.teams].sort((one, other) => one.n - other.n);
    this.refs.teams.dataset.count = teams.length > 8 ? 'many' : teams.length > 6 ? 'some' : 'few';
    const plates = keep(this.refs.teams, teams, (team) => team.id, () => cloneFirst('stake-team'), (plate, team) => {
      writeTeam(plate, team);
      const chosen = (stage.chosen || []).includes(team.id);
      plate.dataset.state = shown ? 'shown' : chosen ? 'chosen' : 'open';
      plate.querySelector('.stake-figure').textContent = shown ? stage.stakes[team.id] ?? '–' : chosen ? '✓' : '…';
    });
    if (live && shown && !this.shown) plates.forEach((plate, place) => appear(plate, 'rotateX(80deg)', 450, place * 120));
    this.shown = shown;
  }
}

customElements.define('qh-round', Round);
customElements.define('qh-turn', Turn);
customElements.define('qh-stakes', Stakes);
