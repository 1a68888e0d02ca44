// Names of tasks, processes, filters and departments carry both languages; a reader sees one of them. What people wrote themselves,
// such as a crisis' title, is never taken apart. And whoever is told that a task is gone gets the way to who did it, and when.
const chinese = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh');
const appRoot = document.querySelector('base').getAttribute('app-root');

const NAMES = '.task-filters, .tasks-list, .task-card > header, .task-description, [cam-widget-header], .modal-content';
const OF_PEOPLE = '.crisis-of-task, .fjs-container, textarea, .comment, .history';
const BOTH = /^(\s*)([^\p{Script=Han}]*[A-Za-z][^\p{Script=Han}]*?)\s+((?:\d+\s?)?[\p{Script=Han}（《“].*?)(\s*)$/su;
// a label that was drawn before its text had come
const KEY = /^\s*([A-Z][A-Z]+(?:_[A-Z]+)+)\s*$/;
const GONE = /No matching task with id|is not open \(any more\)|[Cc]annot find task with id|task is null/;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
// what Tasklist says of the one process that people start: for them it is a report
const report = {
  'Start process': 'Report a crisis',
  '启动流程': '上报危机',
  Start: 'Report',
  'The process has been started.': 'The crisis has been reported.',
  'The process could not be started.': 'The crisis could not be reported'
};
const REPORTS = '.start-process-action, [ng-click="startProcessInstance()"], .alert';
const REPORT_TITLE = /^\s*(Start process|上报危机): .*$/s;

let texts = {};

const elsewhere = (element) => element === null || element.closest(NAMES) === null || element.closest(OF_PEOPLE) !== null;

function flat(keys) {
  return Object.values(keys).reduce((all, value) => (typeof value === 'object' ? { ...all, ...flat(value) } : all), {
    ...Object.fromEntries(Object.entries(keys).filter(([, value]) => typeof value === 'string'))
  });
}

function show(node) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    node.childNodes.forEach(show);
    return;
  }
  if (node.nodeType !== Node.TEXT_NODE || elsewhere(node.parentElement)) {
    return;
  }
  const key = KEY.exec(node.data);
  const both = BOTH.exec(node.data);
  if (REPORT_TITLE.test(node.data) && node.parentElement.closest('.modal-title')) {
    node.data = chinese ? '上报危机' : 'Report a crisis';
  } else if (key && texts[key[1]]) {
    node.data = texts[key[1]];
  } else if (both) {
    node.data = both[1] + (chinese ? both[3] : both[2]) + both[4];
  } else if (report[node.data.trim()] && node.parentElement.closest(REPORTS)) {
    node.data = ' ' + report[node.data.trim()];
  }
}

/** The page of the task says by whom and when it was done. */
function tellWho(notification) {
  const text = notification.textContent;
  const id = ID.exec(GONE.test(text) ? text : '') || ID.exec(GONE.test(text) ? location.hash : '');
  if (id && !notification.querySelector('.who-and-when')) {
    const link = document.createElement('a');
    link.className = 'who-and-when';
    link.href = appRoot.replace(/\/camunda$/, '') + '/tasks/' + id[0];
    link.textContent = chinese ? '该任务已被处理或撤回：查看由谁、何时' : 'Somebody did it, or it is no longer asked for: see who and when';
    notification.append(link);
  }
}

function look(node) {
  show(node);
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const notification = element && (element.closest('.page-notifications .alert') || element.querySelector('.page-notifications .alert'));
  if (notification) {
    notification.querySelectorAll('strong, span, .message').forEach((said) => {
      if (report[said.textContent.trim()] && said.children.length === 0) {
        said.textContent = report[said.textContent.trim()];
      }
    });
    tellWho(notification);
  }
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === 'characterData') {
      look(change.target);
    } else {
      change.addedNodes.forEach(look);
    }
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true });

fetch(`${appRoot}/app/tasklist/locales/${chinese ? 'zh' : 'en'}.json`)
  .then((answer) => answer.json())
  .then((all) => {
    texts = flat(all);
    show(document.body);
  })
  .catch(() => {});
show(document.body);

// every script is asked for a plugin; this one is called at no place
export default {
  id: 'crisis-plan.labels',
  pluginPoint: 'tasklist.labels',
  priority: 1000,
  render: () => {}
};
