// All instances of one process, running and finished: a list to search, and how long they take.
import { half, say } from './texts.js';
import { el, fill, link, pages, problem, table } from './dom.js';
import { asksEngine, ours, oursWithZone, toCrisis, toInstance } from './data.js';
import { between, dayBegins, span, time, zoneName } from './times.js';
import { elementsOf } from './model.js';
import { drawDiagram } from './diagram.js';
import { levelChip, stateChip } from './chips.js';

const share = ({ late, due }) =>
  due ? el('span', { class: late ? 'cp-late' : 'cp-good' }, `${Math.round((100 * late) / due)} % `, el('span', { class: 'muted' }, say('ofDue', late, due))) : say('empty');

function row({ instance, crisis }) {
  return [
    [
      link(toInstance(instance.id), instance.number || instance.id, 'cp-number'),
      ' ',
      crisis ? crisis.title : ''
    ],
    crisis ? levelChip(crisis.level) : '',
    stateChip(instance.state),
    time(instance.start),
    instance.end ? time(instance.end) : say('empty'),
    instance.end ? span(instance.duration) : say('soFar', span(between(instance.start, new Date()))),
    instance.planVersion ? `v${instance.planVersion}` : instance.version ? say('versionNumber', instance.version) : '',
    crisis ? link(toCrisis(crisis.number, 'dossier'), say('dossier')) : ''
  ];
}

const options = (name, those, shown) => those.map((one) => el('option', { value: one }, shown(one)));

function filterForm(versions, remembered) {
  const form = el(
    'form',
    { class: 'cp-bar cp-filter' },
    el('label', null, say('state'), el('select', { name: 'state' }, el('option', { value: '' }, say('all')), options('state', ['running', 'finished', 'cancelled'], (state) => say(`state.${state}`)))),
    el('label', null, say('number'), el('input', { name: 'number', placeholder: 'CR-2026-0001', size: 14 })),
    el(
      'label',
      null,
      say('version'),
      el(
        'select',
        { name: 'definition' },
        el('option', { value: '' }, say('allVersions')),
        versions.map((version) =>
          el(
            'option',
            { value: version.definition },
            version.planVersion ? say('planNumber', version.planVersion) : say('versionNumber', version.version)
          )
        )
      )
    ),
    el('label', null, say('from'), el('input', { type: 'date', name: 'since' })),
    el('label', null, say('to'), el('input', { type: 'date', name: 'until' })),
    el(
      'label',
      { class: 'cp-variable' },
      say('variable'),
      el('span', null,
        el('input', { name: 'variable', placeholder: say('variableHint'), size: 12 }),
        el('select', { name: 'comparison' }, options('is', ['eq', 'neq', 'gt', 'lt', 'like'], (is) => say(`is.${is}`))),
        el('input', { name: 'value', placeholder: say('valueHint'), size: 10 })
      )
    ),
    el('button', null, say('filter')),
    el('button', { type: 'reset' }, say('clear'))
  );
  Object.entries(remembered).forEach(([name, value]) => {
    if (form.elements[name]) {
      form.elements[name].value = value;
    }
  });
  return form;
}

function wanted(form) {
  const filter = Object.fromEntries(new FormData(form));
  return {
    ...filter,
    since: filter.since && dayBegins(filter.since),
    until: filter.until && dayBegins(filter.until, 1),
    comparison: filter.variable ? filter.comparison : '',
    value: filter.variable ? filter.value : ''
  };
}

async function figures(box, key, filter, definition, diagram) {
  fill(box, el('p', { class: 'cp-nothing' }, say('loading')));
  try {
    const [levels, elements] = await Promise.all([ours(`definitions/${key}/levels`, filter), ours(`definitions/${key}/elements`, { definition })]);
    fill(
      box,
      table(
        [say('level'), say('instances'), say('finished'), say('median'), say('lateShare')],
        levels.map((level) => [
          levelChip(level.level),
          String(level.instances),
          String(level.finished),
          level.median === null ? say('empty') : span(level.median),
          share(level)
        ])
      )
    );
    const paper = await diagram;
    if (paper) {
      paper.clear();
      const most = Math.max(1, ...elements.map((element) => element.times));
      elements.forEach((element) => {
        paper.mark(element.id, `cp-heat${Math.ceil((4 * element.times) / most)}`);
        const took = element.median > 1000 ? ` · ${span(element.median)}` : '';
        paper.figure(element.id, `${element.times}${took}`, element.late ? 'late' : '');
        if (element.late) {
          paper.figure(element.id, `${Math.round((100 * element.late) / element.due)} %`, 'late', { top: -10, right: 20 });
        }
      });
    }
  } catch (fault) {
    fill(box, problem(fault));
  }
}

export async function drawProcess(node, api, id) {
  const engine = asksEngine(api);
  const key = encodeURIComponent(id.replace(/:.*/, ''));
  const box = el('div', { class: 'cp-history' }, el('p', { class: 'cp-nothing' }, say('loading')));
  fill(node, box);
  try {
    const [{ items: versions }, { bpmn20Xml }] = await Promise.all([
      oursWithZone(`definitions/${key}/versions`),
      engine.ask(`/process-definition/${encodeURIComponent(id)}/xml`)
    ]);
    const elements = elementsOf(bpmn20Xml);
    const name = half([...elements.values()].find((element) => element.kind === 'process')?.name || decodeURIComponent(key));
    const current = versions.find((version) => version.definition === id) || versions[0];
    const memory = `crisis-plan.history.filter.${key}`;
    const form = filterForm(versions, JSON.parse(sessionStorage.getItem(memory) || '{}'));
    const instances = pages(
      (from, most) => ours(`definitions/${key}/instances`, { ...wanted(form), from, most }),
      (items) =>
        table(
          [say('crisis'), say('level'), say('state'), say('started'), say('ended'), say('duration'), say('planVersion'), ''],
          items.map(row),
          'cp-instances'
        )
    );
    const total = el('span', { class: 'count' });
    instances.addEventListener('shown', ({ detail }) => fill(total, String(detail.total)));
    const levels = el('div');
    const paper = el('section', { class: 'cp-diagram' });
    let diagram = null;
    const asked = el(
      'details',
      { class: 'cp-figures', ontoggle: () => asked.open && figures(levels, key, wanted(form), id, diagram) },
      el('summary', null, say('figures')),
      el('p', { class: 'muted' }, say('figuresAbout')),
      levels
    );
    const show = () => {
      sessionStorage.setItem(memory, JSON.stringify(Object.fromEntries(new FormData(form))));
      instances.show(0);
      if (asked.open) {
        figures(levels, key, wanted(form), id, diagram);
      }
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      show();
    });
    form.addEventListener('reset', () => setTimeout(show));
    instances.show(0);
    fill(
      box,
      el(
        'nav',
        { class: 'cp-crumbs' },
        link('#/dashboard', say('dashboard')),
        link('#/processes', say('processes')),
        el('strong', null, name),
        el('span', { class: 'cp-switch' }, link(`#/process-definition/${encodeURIComponent(id)}/runtime`, say('runtime')), el('b', null, say('history')))
      ),
      el(
        'header',
        { class: 'cp-head' },
        el('h1', null, name, el('span', { class: 'muted' }, `${say('versionNumber', current.version)}${current.planVersion ? ` · ${say('planNumber', current.planVersion)}` : ''}`))
      ),
      paper,
      asked,
      el('h2', null, say('instances'), ' ', total),
      form,
      instances,
      el('p', { class: 'cp-zone' }, say('times', zoneName()))
    );
    document.title = `${name} · ${say('history')}`;
    diagram = drawDiagram(paper, bpmn20Xml, () => {});
    await diagram;
  } catch (fault) {
    fill(box, problem(fault));
  }
}
