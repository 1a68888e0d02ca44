// The history that auditors read: of one process (all its instances) and of one instance. Community Cockpit asks for a view called
// 'history' and leads there by itself: from finished instances, from the breadcrumbs of running ones, and from decisions.
import { say } from './history/texts.js';
import { drawProcess } from './history/process.js';
import { drawInstance } from './history/instance.js';

const view = (pluginPoint) => ({
  id: 'history',
  pluginPoint,
  priority: 20,
  properties: { label: say('history') },
  render: () => {}
});

const route = (what, draw) => ({
  id: `crisis-plan.history.${what}`,
  pluginPoint: 'cockpit.route',
  priority: 1000,
  properties: { path: `/${what}/:id/history`, label: `/${what}` },
  render: (node, { api }) => {
    const id = new RegExp(`^#/${what}/([^/?]+)/history`).exec(location.hash);
    if (id) {
      draw(node, api, decodeURIComponent(id[1]));
    }
  }
});

export default [
  view('cockpit.processDefinition.view'),
  view('cockpit.processInstance.view'),
  route('process-definition', drawProcess),
  route('process-instance', drawInstance)
];
