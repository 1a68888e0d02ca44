// Each step that was entered, with when and who, by the phase it happened in or the clause it carries out.
import { half, say, word } from './texts.js';
import { chip, el, fill, link, list, problem, table } from './dom.js';
import { toInstance } from './data.js';
import { between, span, time } from './times.js';

const AT_ONCE = 500;

/** All of them: groups by clause would otherwise be torn apart by pages. */
async function all({ engine, id }) {
  const found = [];
  let total = 1;
  while (found.length < total) {
    const part = await engine.page(
      '/history/activity-instance',
      { processInstanceId: id, sortBy: 'startTime', sortOrder: 'asc' },
      found.length,
      AT_ONCE
    );
    total = part.total;
    found.push(...part.items);
    if (part.items.length === 0) {
      break;
    }
  }
  // what began in the same moment, in the order in which it ended
  return found.sort(
    (one, other) =>
      new Date(one.startTime) - new Date(other.startTime) ||
      (one.endTime ? new Date(one.endTime) : Infinity) - (other.endTime ? new Date(other.endTime) : Infinity)
  );
}

const GROUPS = {
  byPhase: (step, { glance }) => {
    // what began before the number of the crisis was there belongs to the first phase
    const began = glance.phases.filter((phase, i) => i === 0 || new Date(phase.at) <= new Date(step.startTime));
    return began.length ? word('phase', began[began.length - 1].phase) : say('empty');
  },
  byClause: (step, { elements }) => (elements.get(step.activityId) || {}).clause || say('noClause'),
  byTime: () => ''
};

function state(step) {
  if (!step.endTime) {
    return chip(say('state.ACTIVE'), 'open');
  }
  return step.canceled ? chip(say('state.cancelled'), 'muted') : chip(say('state.COMPLETED'), 'good');
}

function row(step, { elements }) {
  const drawn = elements.get(step.activityId.replace('#multiInstanceBody', '')) || {};
  return el(
    'tr',
    null,
    el('td', null, time(step.startTime)),
    el('td', null, step.endTime ? time(step.endTime) : say('empty')),
    el('td', { class: 'right' }, step.endTime ? span(step.durationInMillis) : say('soFar', span(between(step.startTime, new Date())))),
    el('td', { title: step.activityId }, half(step.activityName || drawn.name || step.activityId)),
    el('td', { class: 'cp-clause' }, drawn.clause || ''),
    el('td', { class: 'muted' }, step.activityType),
    el('td', null, step.assignee || ''),
    el('td', null, state(step)),
    el('td', null, step.calledProcessInstanceId ? link(toInstance(step.calledProcessInstanceId), say('opens')) : '')
  );
}

export function steps(context) {
  const { only, elements } = context;
  const lists = el('div', null, el('p', { class: 'cp-nothing' }, say('loading')));
  const by = el(
    'select',
    { onchange: () => show(by.value) },
    Object.keys(GROUPS).map((group) => el('option', { value: group }, say(group)))
  );
  const columns = ['started', 'ended', 'duration', 'step', 'clause', 'kind', 'who', 'state', 'called'].map((column) =>
    column === 'called' ? '' : say(column)
  );
  let found = [];

  function show(group) {
    const wanted = found.filter((step) => !context.only || step.activityId === context.only);
    const groups = new Map();
    wanted.forEach((step) => {
      const name = GROUPS[group](step, context);
      groups.set(name, [...(groups.get(name) || []), step]);
    });
    const names = [...groups.keys()];
    if (group === 'byClause') {
      names.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
    }
    fill(
      lists,
      names.map((name) => {
        const of = groups.get(name);
        return el(
          'section',
          { class: 'cp-group' },
          name ? el('h3', null, name, el('span', { class: 'muted' }, say('stepsIn', of.length))) : null,
          list(
            (from, most) => Promise.resolve({ total: of.length, items: of.slice(from, from + most) }),
            (items) => table(columns, items.map((step) => row(step, context)), 'cp-steps'),
            200
          )
        );
      }),
      wanted.length ? null : el('p', { class: 'cp-nothing' }, say('nothing'))
    );
  }

  all(context).then(
    (those) => {
      found = those;
      show(by.value);
    },
    (fault) => fill(lists, problem(fault))
  );
  return el(
    'div',
    null,
    el(
      'p',
      { class: 'cp-bar' },
      el('label', null, say('groupBy'), ' ', by),
      only
        ? el(
            'button',
            {
              type: 'button',
              onclick: (event) => {
                context.only = null;
                event.target.remove();
                show(by.value);
              }
            },
            `${say('narrow', half((elements.get(only) || {}).name || only))} ✕`
          )
        : null
    ),
    lists
  );
}
