// What is asked of the engine's REST API and of ours, with the session that Cockpit has. Nothing is ever changed: all are GET.
import { timesAreIn } from './times.js';

const appRoot = document.querySelector('base').getAttribute('app-root');

/** The product's own pages. */
export const home = appRoot.replace(/\/camunda$/, '');
export const scripts = `${appRoot}/app/cockpit/scripts/history`;

async function get(address, parameters, accept = 'application/json') {
  const query = new URLSearchParams();
  Object.entries(parameters || {}).forEach(([name, value]) => {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  });
  const answer = await fetch(`${address}${[...query].length ? `?${query}` : ''}`, { headers: { Accept: accept } });
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    const fault = new Error(said.detail || said.message || answer.statusText || String(answer.status));
    fault.status = answer.status;
    throw fault;
  }
  return answer;
}

export function asksEngine(api) {
  const ask = (path, parameters) => get(`${api.engineApi}${path}`, parameters).then((answer) => answer.json());
  return {
    ask,
    text: (path) => get(`${api.engineApi}${path}`, {}, 'text/plain, application/json').then((answer) => answer.text()),
    /** A page of a list of the engine's, with how much there is. */
    page: async (path, parameters, from, most) => {
      const [{ count }, items] = await Promise.all([
        ask(`${path}/count`, parameters),
        ask(path, { ...parameters, firstResult: from, maxResults: most })
      ]);
      return { total: count, items };
    }
  };
}

export const ours = (path, parameters) => get(`${home}/audit/cockpit/${path}`, parameters).then((answer) => answer.json());

/** The same, where the answer says in which zone the product tells times. */
export async function oursWithZone(path, parameters) {
  const answer = await ours(path, parameters);
  timesAreIn(answer.zone);
  return answer;
}

export const page = (path, parameters) => (from, most) => ours(path, { ...parameters, from, most });

// links within Cockpit
export const toInstance = (id) => `#/process-instance/${encodeURIComponent(id)}/history`;
export const toProcess = (id) => `#/process-definition/${encodeURIComponent(id)}/history`;
export const toDecision = (id) => `#/decision-instance/${encodeURIComponent(id)}`;
export const toCrisis = (number, part) => `${home}/crises/${encodeURIComponent(number)}${part ? `/${part}` : ''}`;
