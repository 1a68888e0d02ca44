// The form of one task. What is typed is kept in the tab at once and on the server a moment later, so that neither a closed tab nor a
// login that has ended loses it.
import { formJs, localizeCalendars, translate } from '/camunda/app/scripts/form-language.js';

const root = document.querySelector('[data-form]');
const text = root.dataset;
const address = '/tasks/' + encodeURIComponent(text.task);
const here = 'task ' + text.task + ' ' + text.user;
const saved = document.getElementById('saved');
const said = document.getElementById('said');
const complete = document.getElementById('complete');
const PAUSE = 800;

let content = null;
let form = null;
let known = '';
let timer = null;
let running = Promise.resolve();
let over = false;
// form-js changes what it holds while it is being built; only what a person does is kept
let touched = false;

const fill = (sentence, value) => sentence.replace('{0}', value);

function tell(sentence, link) {
  said.hidden = sentence === null;
  said.className = 'task-said notice bad';
  said.textContent = sentence === null ? '' : sentence + ' ';
  if (link) {
    const a = document.createElement('a');
    a.href = location.pathname;
    a.textContent = link;
    said.append(a);
  }
}

/** Null when there was no answer that can be used; the person has then been told. */
async function ask(path, options, again = true) {
  let answer;
  try {
    answer = await fetch(address + path, { redirect: 'error', headers: { Accept: 'application/json' }, ...options });
  } catch (unreachable) {
    tell(text.offline);
    return null;
  }
  if (answer.type === 'opaqueredirect') {
    return answer;
  }
  if (answer.status === 401) {
    tell(text.login, text.loginGo);
    return null;
  }
  if (answer.status === 403 && again && options && options.method === 'POST' && await freshToken()) {
    // logged in again in another tab
    return ask(path, { ...options, headers: headers() }, false);
  }
  if (answer.status === 409 || answer.status === 403) {
    over = answer.status === 409;
    complete.disabled = over;
    if (over) {
      nowMine(false);
    }
    const told = await answer.json().catch(() => ({}));
    tell(told.message || text.failed, text.reload);
    return null;
  }
  if (!answer.ok && answer.status !== 422) {
    tell(text.failed);
    return null;
  }
  return answer;
}

async function freshToken() {
  const answer = await fetch(address + '/form', { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer || !answer.ok) {
    return false;
  }
  const fresh = await answer.json();
  content.header = fresh.header;
  content.token = fresh.token;
  return true;
}

const headers = () => ({ Accept: 'application/json', 'Content-Type': 'application/json', [content.header]: content.token });

const answers = () => form ? form._getSubmitData() : {};

function keepHere(typed) {
  try {
    sessionStorage.setItem(here, typed);
  } catch (full) {
    // the server keeps it
  }
}

function keptHere() {
  try {
    return JSON.parse(sessionStorage.getItem(here));
  } catch (unreadable) {
    return null;
  }
}

function changed() {
  const typed = JSON.stringify(answers());
  if (typed === known || over) {
    return;
  }
  known = typed;
  if (!touched) {
    return;
  }
  keepHere(typed);
  saved.textContent = text.unsaved;
  clearTimeout(timer);
  timer = setTimeout(() => { running = running.then(save); }, PAUSE);
}

async function save() {
  const typed = known;
  saved.textContent = text.saving;
  const answer = await ask('/draft', { method: 'POST', headers: headers(), body: typed, keepalive: typed.length < 60000 });
  if (answer === null || !answer.ok) {
    saved.textContent = text.unsaved;
    return;
  }
  tell(null);
  const kept = await answer.json();
  saved.textContent = fill(text.saved, kept.savedAt);
  if (typed === known) {
    sessionStorage.removeItem(here);
  }
  if (kept.taken) {
    nowMine();
  }
}

/** Nobody can take it any more: whether it is this person's now, or somebody else's. */
function nowMine(mine = true) {
  for (const gone of ['free', 'claim']) {
    const element = document.getElementById(gone);
    if (element) {
      element.hidden = true;
    }
  }
  document.getElementById('mine').hidden = !mine;
  document.getElementById('release').hidden = !mine;
}

function fieldOf(key, components = content.form.components) {
  for (const component of components) {
    if (component.key === key) {
      return component;
    }
    const inside = component.components && fieldOf(key, component.components);
    if (inside) {
      return inside;
    }
  }
  return null;
}

function toFirstFault() {
  const first = root.querySelector('.fjs-has-errors');
  if (!first) {
    said.scrollIntoView({ block: 'center' });
    return;
  }
  first.scrollIntoView({ block: 'center' });
  const input = first.querySelector('input, textarea, [tabindex]');
  if (input) {
    input.focus({ preventScroll: true });
  }
}

const nameOf = (field) => field.label || field.dateLabel || field.timeLabel || field.key;

/** At the fields, and their names in one sentence beside the button. */
function showFaults(faults, general) {
  const errors = {};
  const named = [];
  for (const { field, message } of faults) {
    const component = form && fieldOf(field);
    if (component) {
      errors[component.id] = [...(errors[component.id] || []), message];
      named.push(nameOf(component));
    } else {
      named.push(field + ': ' + message);
    }
  }
  if (form && faults.length) {
    form._setState({ errors });
  }
  tell(general || fill(text.wrong, [...new Set(named)].join(' · ')));
  requestAnimationFrame(() => requestAnimationFrame(toFirstFault));
}

/** A sentence that names a field by its label or key belongs beside it. */
function faultsIn(sentence) {
  const found = [];
  const look = (components) => components.forEach((component) => {
    const names = [component.key, nameOf(component)].filter((name) => name && name.length > 1);
    if (component.key && !component.disabled && names.some((name) => sentence.startsWith(name))) {
      found.push({ field: component.key, message: sentence });
    }
    look(component.components || []);
  });
  look(content.form ? content.form.components : []);
  return found;
}

async function send() {
  let typed = {};
  if (form) {
    const { data, errors } = form.submit();
    if (Object.keys(errors).length) {
      const names = Object.keys(errors).map((id) => nameOf(form.get('formFieldRegistry').get(id)));
      tell(fill(text.wrong, [...new Set(names)].join(' · ')));
      requestAnimationFrame(() => requestAnimationFrame(toFirstFault));
      return;
    }
    typed = data;
  }
  complete.disabled = true;
  clearTimeout(timer);
  await running;
  saved.textContent = text.sending;
  const answer = await ask('/complete', { method: 'POST', headers: headers(), body: JSON.stringify(typed) });
  saved.textContent = '';
  if (answer !== null && answer.ok) {
    over = true;
    sessionStorage.removeItem(here);
    location.replace(location.pathname);
    return;
  }
  complete.disabled = over;
  if (answer !== null) {
    const wrong = await answer.json();
    showFaults(wrong.message ? faultsIn(wrong.message) : wrong.faults, wrong.message);
  }
}

/** The button's own form would lead to an empty page when the login has ended. */
function byScript(id) {
  const button = document.getElementById(id);
  if (button) {
    button.addEventListener('submit', async (event) => {
      event.preventDefault();
      clearTimeout(timer);
      await running;
      const path = button.action.slice(button.action.lastIndexOf('/'));
      const answer = await ask(path, { method: 'POST', headers: headers(), redirect: 'manual' }).catch(() => null);
      if (answer !== null) {
        location.reload();
      }
    });
  }
}

async function start() {
  const answer = await ask('/form');
  if (answer === null) {
    return;
  }
  content = await answer.json();
  const notSaved = keptHere();
  document.getElementById('loading').remove();
  if (content.form) {
    translate(root);
    localizeCalendars();
    form = await formJs().createForm({
      container: root,
      schema: content.form,
      data: { ...content.values, ...content.draft, ...notSaved }
    });
    known = JSON.stringify(answers());
    form.on('changed', changed);
    for (const deed of ['input', 'change', 'click', 'keydown']) {
      root.addEventListener(deed, () => { touched = true; }, { capture: true, once: true });
    }
  } else {
    root.textContent = text.instruction || '';
  }
  complete.disabled = false;
  complete.addEventListener('click', send);
  byScript('claim');
  byScript('release');
  if (notSaved) {
    saved.textContent = text.restoredHere;
    running = running.then(save);
  } else if (content.draft) {
    saved.textContent = fill(text.restored, content.savedAt);
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && timer !== null && JSON.stringify(answers()) === known && sessionStorage.getItem(here)) {
      clearTimeout(timer);
      running = running.then(save);
    }
  });
}

start().catch((fault) => {
  console.error(fault);
  tell(text.formFailed, text.reload);
});
