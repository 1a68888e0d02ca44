// Which crisis a task belongs to, and how grave it is, on the task's card. Read through the task itself: whoever may see the task
// may see this much of the crisis, and needs no right to its process.
const chinese = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh');
const levels = chinese ? ['', '一级', '二级', '三级'] : ['', 'Level 1', 'Level 2', 'Level 3'];
const shown = 'number,level,title';

function part(text, style) {
  const span = document.createElement('span');
  span.className = style;
  span.textContent = text;
  return span;
}

async function show(node, api, taskId) {
  const answer = await fetch(`${api.engineApi}/task/${taskId}/form-variables?variableNames=${shown}`, {
    headers: { Accept: 'application/json' }
  });
  if (!answer.ok) {
    // the task was completed meanwhile; its card is about to go
    return;
  }
  const { number, level, title } = await answer.json();
  const line = document.createElement('div');
  line.className = 'crisis-of-task';
  if (number && number.value) {
    line.append(part(number.value, 'crisis-number'));
  }
  if (level && level.value) {
    line.append(part(levels[level.value] || level.value, `crisis-level level-${level.value}`));
  }
  if (title && title.value) {
    line.append(part(title.value, 'crisis-title'));
  }
  node.replaceChildren(line);
}

export default {
  id: 'crisis-plan.card',
  pluginPoint: 'tasklist.card',
  priority: 1000,
  render(node, { api, taskId }) {
    show(node, api, taskId);
  }
};
