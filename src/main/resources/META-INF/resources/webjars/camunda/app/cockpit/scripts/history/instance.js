// Everything about one process instance, running or finished.
import { half, say } from './texts.js';
import { el, fill, link, problem } from './dom.js';
import { asksEngine, oursWithZone, toCrisis, toInstance, toProcess } from './data.js';
import { between, span, time, zoneName } from './times.js';
import { elementsOf } from './model.js';
import { drawDiagram } from './diagram.js';
import { levelChip, stateChip } from './chips.js';
import { steps } from './steps.js';
import { values } from './values.js';
import { called } from './called.js';
import { decisions } from './decisions.js';
import { tasks } from './tasks.js';
import { incidents, jobs } from './faults.js';
import { operations } from './operations.js';
import { mails } from './mails.js';

const VIEWS = { steps, values, called, decisions, tasks, incidents, jobs, operations, mails };

const fact = (name, ...value) => el('div', null, el('dt', null, name), el('dd', null, value));

function crumbs({ instance, parent }) {
  return el(
    'nav',
    { class: 'cp-crumbs' },
    link('#/dashboard', say('dashboard')),
    link('#/processes', say('processes')),
    link(toProcess(instance.definition), half(instance.name)),
    parent ? link(toInstance(parent.id), half(parent.name)) : null,
    el('strong', null, instance.number || instance.id),
    instance.end
      ? null
      : el('span', { class: 'cp-switch' }, link(`#/process-instance/${instance.id}/runtime`, say('runtime')), el('b', null, say('history')))
  );
}

function head(glance) {
  const { instance, crisis, parent, calledAt } = glance;
  return el(
    'header',
    { class: 'cp-head' },
    el(
      'h1',
      null,
      crisis ? link(toCrisis(crisis.number), crisis.number, 'cp-number') : instance.number || half(instance.name),
      crisis ? el('span', null, crisis.title) : null,
      crisis ? levelChip(crisis.level) : null,
      stateChip(instance.state)
    ),
    crisis
      ? el(
          'p',
          { class: 'cp-ways' },
          link(toCrisis(crisis.number), say('casePage')),
          link(toCrisis(crisis.number, 'dossier'), say('dossier')),
          link(toCrisis(crisis.number, 'record'), say('record'))
        )
      : null,
    el(
      'dl',
      { class: 'cp-facts' },
      fact(say('process'), link(toProcess(instance.definition), half(instance.name))),
      fact(say('planVersion'), instance.planVersion ? `v${instance.planVersion}` : crisis ? crisis.planVersion : say('empty')),
      fact(say('started'), time(instance.start)),
      fact(say('ended'), instance.end ? time(instance.end) : say('empty')),
      fact(say('duration'), instance.end ? span(instance.duration) : say('soFar', span(between(instance.start, new Date())))),
      instance.startedBy ? fact(say('startedBy'), instance.startedBy) : null,
      parent
        ? fact(
            say('calledBy'),
            link(toInstance(parent.id), half(parent.name)),
            calledAt ? ` · ${half(calledAt)}` : null
          )
        : null,
      instance.reason ? fact(say('because'), instance.reason) : null,
      instance.removal ? fact(say('kept'), time(instance.removal)) : null
    )
  );
}

/** Whoever left the beginning of a process took a flow: if none is recorded, the instance began before flows were. */
function isRecorded({ elements: entered, flows }, elements) {
  const taken = new Set(flows.map(({ flow }) => flow));
  return entered.every(({ id, open, cancelled }) => {
    const { kind, outgoing = [] } = elements.get(id) || {};
    return kind !== 'startEvent' || open || cancelled || outgoing.length === 0 || outgoing.some((flow) => taken.has(flow));
  });
}

async function path(box, glance, xml, elements, chosen) {
  const diagram = await drawDiagram(box, xml, chosen);
  if (!diagram) {
    return;
  }
  glance.elements.forEach(({ id, times, open, cancelled }) => {
    diagram.mark(id, open ? 'cp-open' : cancelled === times ? 'cp-cancelled' : 'cp-done');
    if (times > 1) {
      diagram.figure(id, String(times), open ? 'open' : '');
    }
  });
  glance.flows.forEach(({ flow, times }) => {
    diagram.mark(flow, 'cp-taken');
    if (times > 1) {
      diagram.figure(flow, `${times}×`, 'flow');
    }
  });
  box.append(
    el(
      'p',
      { class: 'cp-legend' },
      el('span', { class: 'taken' }, say('taken')),
      el('span', { class: 'open' }, say('openNow')),
      el('span', { class: 'cancelled' }, say('cancelledHere')),
      isRecorded(glance, elements) ? null : el('span', { class: 'note' }, say('noPath'))
    )
  );
}

export async function drawInstance(node, api, id) {
  const engine = asksEngine(api);
  const box = el('div', { class: 'cp-history' }, el('p', { class: 'cp-nothing' }, say('loading')));
  fill(node, box);
  try {
    const glance = await oursWithZone(`instances/${encodeURIComponent(id)}`);
    const { bpmn20Xml } = await engine.ask(`/process-definition/${encodeURIComponent(glance.instance.definition)}/xml`);
    const elements = elementsOf(bpmn20Xml);
    const context = { id, engine, glance, elements, only: null };
    const shown = el('section', { class: 'cp-view' });
    const diagram = el('section', { class: 'cp-diagram' });
    const bar = el('nav', { class: 'cp-tabs', role: 'tablist' });
    const total = (view) => (view === 'values' ? glance.counts.changes : glance.counts[view]);
    const key = 'crisis-plan.history.view';
    const open = (view) => {
      sessionStorage.setItem(key, view);
      [...bar.children].forEach((tab) => tab.setAttribute('aria-selected', String(tab.dataset.view === view)));
      fill(shown, VIEWS[view](context));
    };
    bar.append(
      ...Object.keys(VIEWS).map((view) =>
        el(
          'button',
          { type: 'button', role: 'tab', 'data-view': view, onclick: () => open(view) },
          say(view),
          el('span', { class: total(view) ? 'count' : 'count none' }, String(total(view)))
        )
      )
    );
    fill(
      box,
      crumbs(glance),
      head(glance),
      diagram,
      bar,
      shown,
      el('p', { class: 'cp-zone' }, say('times', zoneName()))
    );
    document.title = `${glance.instance.number || half(glance.instance.name)} · ${say('history')}`;
    const last = sessionStorage.getItem(key);
    open(VIEWS[last] ? last : 'steps');
    await path(diagram, glance, bpmn20Xml, elements, (element) => {
      context.only = elements.has(element) && glance.elements.some((entered) => entered.id === element) ? element : null;
      open('steps');
    });
  } catch (fault) {
    fill(box, problem(fault));
  }
}
