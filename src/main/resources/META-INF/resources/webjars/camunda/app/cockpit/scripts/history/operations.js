// What people did to the processes by hand, of this instance or of all of the crisis, by person, kind and time.
import { half, say } from './texts.js';
import { el, fill, link, pages, table } from './dom.js';
import { ours, toInstance } from './data.js';
import { dayBegins, time } from './times.js';

const options = (all, those, chosen) => [
  el('option', { value: '' }, all),
  those.map((one) => el('option', { value: one, selected: one === chosen }, one))
];

export function operations({ id, glance }) {
  const whole = el('select', { name: 'whole' }, el('option', { value: '' }, say('ofThis')), glance.instance.number ? el('option', { value: 'true' }, say('ofCase')) : null);
  const person = el('select', { name: 'person' }, options(say('everybody'), []));
  const kind = el('select', { name: 'kind' }, options(say('all'), []));
  const since = el('input', { type: 'date', name: 'since' });
  const until = el('input', { type: 'date', name: 'until' });
  const shown = pages(
    async (from, most) => {
      const found = await ours(`instances/${encodeURIComponent(id)}/operations`, {
        whole: whole.value,
        person: person.value,
        kind: kind.value,
        since: since.value && dayBegins(since.value),
        until: until.value && dayBegins(until.value, 1),
        from,
        most
      });
      fill(person, options(say('everybody'), found.people, person.value));
      fill(kind, options(say('all'), found.kinds, kind.value));
      return found;
    },
    (items) =>
      table(
        [say('time'), say('person'), say('what'), say('entity'), say('property'), say('before'), say('after'), say('process')],
        items.map((done) => [
          time(done.at),
          done.user,
          done.kind,
          done.entity,
          done.property || '',
          done.before ? el('s', null, done.before) : '',
          [done.after || '', done.note ? el('div', { class: 'muted' }, half(done.note)) : null],
          done.instance && done.instance !== id ? link(toInstance(done.instance), done.process || done.instance) : done.process || ''
        ])
      )
  );
  const form = el(
    'form',
    {
      class: 'cp-bar',
      onchange: () => shown.show(0),
      onsubmit: (event) => event.preventDefault()
    },
    whole,
    el('label', null, say('person'), ' ', person),
    el('label', null, say('what'), ' ', kind),
    el('label', null, say('since'), ' ', since),
    el('label', null, say('until'), ' ', until)
  );
  shown.show(0);
  return el('div', null, form, shown);
}
