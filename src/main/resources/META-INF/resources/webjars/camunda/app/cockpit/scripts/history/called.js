// The processes that this one called, and the one that called it.
import { half, say } from './texts.js';
import { el, link, list, table } from './dom.js';
import { page, toInstance } from './data.js';
import { between, span, time } from './times.js';
import { stateChip } from './chips.js';

export const instanceRow = (instance) => [
  link(toInstance(instance.id), half(instance.name)),
  stateChip(instance.state),
  time(instance.start),
  instance.end ? time(instance.end) : say('empty'),
  instance.end ? span(instance.duration) : say('soFar', span(between(instance.start, new Date()))),
  instance.planVersion ? `v${instance.planVersion}` : ''
];

const COLUMNS = ['process', 'state', 'started', 'ended', 'duration', 'planVersion'];

export function called({ id, glance }) {
  const columns = COLUMNS.map((column) => say(column));
  return el(
    'div',
    null,
    glance.parent ? [el('h3', null, say('calledBy')), table(columns, [instanceRow(glance.parent)])] : null,
    el('h3', null, say('called')),
    list(page(`instances/${encodeURIComponent(id)}/called`), (items) => table(columns, items.map(instanceRow)))
  );
}
