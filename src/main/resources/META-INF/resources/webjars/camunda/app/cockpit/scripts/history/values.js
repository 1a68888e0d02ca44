// Each value with what stood there before and who changed it; and the variables as the engine has them now.
import { half, say, word } from './texts.js';
import { el, fill, link, list, table } from './dom.js';
import { page, toCrisis } from './data.js';
import { time } from './times.js';

const ACTS_ON_A_PAGE = 100;

/** As a person would say it. */
export function plain(value) {
  if (value === null || value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(plain).join('; ');
  }
  if (typeof value === 'object') {
    return 'clause' in value ? `${value.clause} ${half(value.text)}` : Object.entries(value).map(([name, one]) => `${name}: ${plain(one)}`).join('; ');
  }
  return typeof value === 'boolean' ? (value ? '✓' : '✗') : String(value);
}

const long = (text) => (text.length > 300 ? el('details', null, el('summary', null, `${text.slice(0, 120)} …`), el('pre', null, text)) : text);

const actor = ({ kind, id, name }) => [
  kind === 'person' ? null : el('span', { class: 'muted' }, `${word('actor', kind)} `),
  id ? el('span', null, id) : null,
  name && name !== id ? el('span', { class: 'muted' }, ` ${half(name)}`) : null
];

function changesOf({ id, glance }, whole) {
  const number = glance.instance.number;
  return list(
    page(`instances/${encodeURIComponent(id)}/changes`, { whole }),
    (items) =>
      table(
        [say('time'), say('who'), say('name'), say('before'), say('after'), say('step'), say('clause'), say('act')],
        items.map((change) => [
          time(change.at),
          actor(change.actor),
          change.erased ? el('i', { class: 'muted' }, say('erased')) : el('span', { title: change.name }, change.label),
          change.before === null || change.before === undefined ? '' : el('s', null, long(plain(change.before))),
          change.kind === 'fact-told' && change.after === null && !change.erased ? el('i', null, say('notKnown')) : long(plain(change.after)),
          change.step || '',
          el('span', { class: 'cp-clause' }, change.clause || ''),
          link(`${toCrisis(number, 'record')}?page=${Math.floor((change.seq - 1) / ACTS_ON_A_PAGE)}`, String(change.seq))
        ]),
        'cp-changes'
      )
  );
}

const engineValue = (variable) => {
  const value = variable.value;
  return long(typeof value === 'object' && value !== null ? JSON.stringify(value, null, 1) : plain(value));
};

export function values(context) {
  const { id, engine, glance } = context;
  const changes = el('div');
  const scope = el(
    'select',
    { onchange: () => fill(changes, changesOf(context, scope.value === 'case')) },
    el('option', { value: 'this' }, say('ofThis')),
    el('option', { value: 'case' }, say('ofCase'))
  );
  const ofCrisis = glance.instance.number
    ? [
        el('h3', null, say('changes'), ' ', scope, el('span', { class: 'muted' }, say('changesAbout'))),
        fill(changes, changesOf(context, false))
      ]
    : [];
  return el(
    'div',
    null,
    ofCrisis,
    el('h3', null, say('atTheEnd'), el('span', { class: 'muted' }, say('atTheEndAbout'))),
    list(
      (from, most) =>
        engine.page('/history/variable-instance', { processInstanceId: id, sortBy: 'variableName', sortOrder: 'asc', deserializeValues: false }, from, most),
      (items) =>
        table(
          [say('name'), say('value'), say('type'), say('time')],
          items.map((variable) => [
            el('code', null, variable.name),
            engineValue(variable),
            el('span', { class: 'muted' }, variable.type),
            time(variable.createTime)
          ]),
          'cp-variables'
        )
    )
  );
}
