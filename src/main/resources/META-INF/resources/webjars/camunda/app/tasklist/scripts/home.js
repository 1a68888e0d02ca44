// A way back from the tasks to the situation.
const label = (navigator.languages[0] || navigator.language).startsWith('zh') ? '危机概况' : 'Situation';

export default {
  id: 'crisis-plan.home',
  pluginPoint: 'tasklist.navbar.action',
  priority: 1000,
  render(node) {
    const link = document.createElement('a');
    link.href = '/';
    link.textContent = label;
    node.append(link);
  }
};
