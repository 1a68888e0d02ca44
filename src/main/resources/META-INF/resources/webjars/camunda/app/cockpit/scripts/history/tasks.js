// The tasks of people: offered to whom, claimed and done by whom, due when and how late.
import { half, say, word } from './texts.js';
import { chip, el, list, table } from './dom.js';
import { home, page } from './data.js';
import { between, span, time } from './times.js';

const names = (links, of) => [...new Set(links.map((one) => one[of]).filter(Boolean))].join(', ');

function how(task) {
  if (!task.end) {
    return chip(say('notYet'), 'open');
  }
  return task.outcome === 'completed' ? chip(say('done'), 'good') : chip(say('withdrawn'), 'muted');
}

function late(task) {
  if (!task.due) {
    return say('empty');
  }
  const by = between(task.due, task.end || new Date());
  return by > 0 ? el('span', { class: 'cp-late' }, span(by)) : task.end ? el('span', { class: 'cp-good' }, say('onTime')) : say('empty');
}

const log = (links) =>
  el(
    'details',
    null,
    el('summary', null, say('log', links.length)),
    el(
      'ul',
      null,
      links.map((one) =>
        el(
          'li',
          null,
          time(one.at),
          ` ${word('link', one.operation)} ${word('link', one.kind)} `,
          el('b', null, one.user || one.group || ''),
          one.by ? ` ${say('by')} ${one.by}` : ''
        )
      )
    )
  );

function row(task, { elements }) {
  const candidates = task.links.filter((one) => one.kind === 'candidate' && one.operation === 'add');
  const claims = task.links.filter((one) => one.kind === 'assignee' && one.operation === 'add');
  return [
    [
      el('a', { href: `${home}/tasks/${encodeURIComponent(task.id)}` }, half(task.name || task.element)),
      ' ',
      el('span', { class: 'cp-clause' }, (elements.get(task.element) || {}).clause || ''),
      log(task.links)
    ],
    [time(task.start), el('div', { class: 'muted' }, [names(candidates, 'group'), names(candidates, 'user')].filter(Boolean).join(', '))],
    claims.map((claim) => el('div', null, time(claim.at), ' ', el('b', null, claim.user))),
    [task.end ? time(task.end) : '', el('div', null, task.outcome === 'completed' ? el('b', null, task.assignee || '') : null, ' ', how(task))],
    time(task.due),
    late(task)
  ];
}

export const tasks = (context) =>
  list(page(`instances/${encodeURIComponent(context.id)}/tasks`), (items) =>
    table([say('task'), say('offered'), say('claimed'), say('done'), say('due'), say('late')], items.map((task) => row(task, context)), 'cp-tasks')
  );
