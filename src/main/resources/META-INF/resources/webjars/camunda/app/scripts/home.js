// A way back from Cockpit, Admin and Welcome to the situation. Their headers have no place for plugins, as Tasklist's has, so the link
// is put into the header's own menu whenever it is drawn.
const label = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh') ? '危机概况' : 'Situation';
const appRoot = document.querySelector('base').getAttribute('app-root');
const appName = document.querySelector('base').getAttribute('app-name');

function addLink() {
  const menu = document.querySelector('[cam-widget-header] .app-menu > ul');
  if (!menu || menu.querySelector('.situation')) {
    return;
  }
  const item = document.createElement('li');
  const link = document.createElement('a');
  item.className = 'situation';
  link.href = appRoot.replace(/\/camunda$/, '') + '/';
  link.textContent = label;
  item.append(link);
  menu.prepend(item);
}

new MutationObserver(addLink).observe(document.documentElement, { childList: true, subtree: true });
addLink();

// every script is asked for a plugin; this one is called at no place
export default {
  id: 'crisis-plan.' + appName + '.home',
  pluginPoint: appName + '.home',
  priority: 1000,
  render: () => {}
};
