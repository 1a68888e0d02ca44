// When something was, to the second and in the time zone of the product's own pages, and how long it took.
import { chinese } from './texts.js';
import { el } from './dom.js';

let zone;
let format;

export function timesAreIn(name) {
  zone = name;
  format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  });
}

export const zoneName = () => zone;

export const text = (at) => format.format(new Date(at));

/** The exact moment in UTC shows when one points at it. */
export const time = (at) => (at ? el('time', { datetime: at, title: new Date(at).toISOString() }, text(at)) : '');

const UNITS = chinese ? [' 天 ', ' 小时 ', ' 分 ', ' 秒', ' 毫秒'] : [' d ', ' h ', ' min ', ' s', ' ms'];

/** @param milliseconds the two largest units of it */
export function span(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) {
    return '';
  }
  if (milliseconds < 1000) {
    return Math.round(milliseconds) + UNITS[4];
  }
  const seconds = Math.round(milliseconds / 1000);
  const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const first = parts.findIndex((part) => part > 0);
  return [first, first + 1]
    .filter((i) => i < 4 && parts[i] > 0)
    .map((i) => parts[i] + UNITS[i])
    .join('')
    .trim();
}

export const between = (start, end) => new Date(end) - new Date(start);

/** The beginning of a day as people here count it, from a date such as 2026-01-31. @param days so many later */
export function dayBegins(date, days = 0) {
  const noon = new Date(`${date}T00:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  // what the clock of that zone shows at this moment of UTC says how far it is ahead
  const shown = new Date(`${text(noon).replace(' ', 'T')}Z`);
  return new Date(noon - (shown - noon)).toISOString();
}
