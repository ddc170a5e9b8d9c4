/* The command behind each kind of correction, read from its form: its name and fields, or null while the form is
 * not complete. `wish` says what is to be put right: {what, ask, team, appeal}.
 */
import { typedPoints } from './effects.js';
import { keyIn } from './key_form.js';

const COMMANDS = {
  void: ({ wish, reason, values, isCurrent }) => ['VoidQuestion', { ask: wish.ask, reason, ...(isCurrent && { replace: values.has('replace') }) }],
  key: ({ wish, reason, answer }) => answer && ['CorrectKey', { ask: wish.ask, answer, reason }],
  accept: ({ wish, reason, answer }) => answer && ['CorrectKey', { ask: wish.ask, answer, also: true, reason }],
  verdict: ({ wish, reason, values }) => values.get('verdict') && ['ChangeVerdict', { ask: wish.ask, team: wish.team, verdict: values.get('verdict'), reason }],
  points: ({ reason, values }) => {
    const points = typedPoints(values.get('amount') ?? '');
    const set = values.get('mode') === 'set';
    if (!values.get('team') || points === null || (!set && points === 0)) return null;
    return ['AdjustPoints', { team: values.get('team'), [set ? 'total' : 'points']: points, reason }];
  },
  appeal: ({ wish, reason, values }) => values.get('upheld') && ['RuleAppeal', { appeal: wish.appeal.appeal, upheld: values.get('upheld') === 'yes', note: reason }],
};

export function commandOf(form, wish, line, box, isCurrent) {
  const values = new FormData(form);
  const reason = (values.get('reason') ?? '').trim();
  if (!reason) return null;
  const answer = wish.what === 'key' || wish.what === 'accept' ? keyIn(box, line) : null;
  return COMMANDS[wish.what]({ wish, reason, values, answer, isCurrent }) || null;
}
