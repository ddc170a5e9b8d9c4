/* Fills the form of a correction before it opens: title, question, and the fields that belong to what is wished. */
import { clone, keyed, partsOf, put, say, show, word } from '../../parts/nodes.js';
import { buildKeyFields } from './key_form.js';

function prepareTeams(box, desk, chosen) {
  const teams = [...desk.view.contest.teams].sort((one, other) => one.n - other.n);
  keyed(box, teams, (team) => team.id, () => clone('choice'), (node, team) => {
    const input = node.querySelector('input');
    Object.assign(input, { type: 'radio', name: 'team', value: team.id, checked: team.id === chosen });
    put(partsOf(node).mark, team.n);
    put(partsOf(node).text, team.name);
  });
}

function prepareVerdict(p, line, team) {
  const answer = line.answers[team.id];
  put(p.verdictWord, word(answer ? 'verdict.word' : 'verdict.spoken', { answer, team: team.name }));
  for (const input of p.verdicts.querySelectorAll('input')) input.disabled = input.value === line.verdicts[team.id];
}

export function prepare(p, desk, wish, line) {
  const { what } = wish;
  const team = wish.team ? desk.team(wish.team) : null;
  const answers = what === 'key' || what === 'accept';
  put(p.title, word(`title.${what}`, { team: team ? team.name : '' }));
  put(p.hint, word(`hint.${what}`));
  put(p.place, line ? desk.place(line) : '');
  say(p.stem, line ? line.stem : '', desk.lang);
  show(p.appeal, what === 'appeal');
  put(p.appeal, wish.appeal ? wish.appeal.reason : '');
  put(p.reasonWord, word(what === 'appeal' ? 'note' : 'reason'));
  show(p.answer, answers);
  show(p.verdicts, what === 'verdict');
  show(p.points, what === 'points');
  show(p.ruling, what === 'appeal');
  show(p.spare, what === 'void' && desk.view.stage.ask?.id === wish.ask);
  p.fields.replaceChildren();
  if (answers) {
    put(p.answerWord, word(`answer.${what}`));
    buildKeyFields(p.fields, line, what === 'key' ? line.key : [], desk.lang);
  }
  if (what === 'verdict') prepareVerdict(p, line, team);
  prepareTeams(p.teams, desk, wish.team);
}
