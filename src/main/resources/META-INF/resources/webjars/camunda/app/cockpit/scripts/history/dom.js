// Elements of a page, made of text alone: nothing that comes from a database is ever read as markup.
import { say } from './texts.js';

/** @param with attributes; 'on...' are listeners. @param children elements and texts; what is null is left out */
export function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => {
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  });
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

export const link = (href, text, className) => el('a', { href, class: className }, text);

/** A small mark with a meaning, such as a state. */
export const chip = (text, tone) => el('span', { class: `cp-chip ${tone || ''}` }, text);

/** @param columns texts. @param rows arrays of cells, or elements that are rows already */
export function table(columns, rows, className) {
  return el(
    'div',
    { class: 'cp-wrap' },
    el(
      'table',
      { class: className || null },
      el('thead', null, el('tr', null, columns.map((column) => el('th', { scope: 'col' }, column)))),
      el('tbody', null, rows.map((row) => (Array.isArray(row) ? el('tr', null, row.map((cell) => el('td', null, cell))) : row)))
    )
  );
}

export const problem = (fault) =>
  el('p', { class: 'cp-problem', role: 'alert' }, fault.status === 403 ? say('notForYou') : fault.status === 404 ? say('notFound') : say('failed', fault.message));

/**
 * A list that is read a page at a time and says how much there is.
 * @param load asked with (from, most), promises {total, items}
 * @param draw makes one element of the items
 */
export function pages(load, draw, most = 50) {
  const box = el('div', { class: 'cp-pages', 'aria-live': 'polite' });
  async function show(from) {
    box.setAttribute('aria-busy', 'true');
    try {
      const { total, items } = await load(from, most);
      const bar = el(
        'p',
        { class: 'cp-pager' },
        el('button', { type: 'button', disabled: from === 0, onclick: () => show(Math.max(0, from - most)) }, say('previous')),
        el('span', null, say('part', total === 0 ? 0 : from + 1, from + items.length, total)),
        el('button', { type: 'button', disabled: from + most >= total, onclick: () => show(from + most) }, say('next'))
      );
      fill(box, total === 0 ? el('p', { class: 'cp-nothing' }, say('nothing')) : [draw(items), bar]);
      box.dispatchEvent(new CustomEvent('shown', { detail: { from, total } }));
    } catch (fault) {
      fill(box, problem(fault));
    }
    box.removeAttribute('aria-busy');
  }
  fill(box, el('p', { class: 'cp-nothing' }, say('loading')));
  box.show = show;
  return box;
}

/** Such a list, from its beginning. */
export function list(load, draw, most) {
  const box = pages(load, draw, most);
  box.show(0);
  return box;
}
