// Only administrators move the dates of a task: what Tasklist offers for it to everybody would end in a refusal for the others. Their
// pages are marked, and the style sheet hides it from all others.
const appRoot = document.querySelector('base').getAttribute('app-root');

fetch(`${appRoot}/api/admin/auth/user/default`, { headers: { Accept: 'application/json' } })
  .then((answer) => (answer.ok ? answer.json() : { authorizedApps: [] }))
  .then(({ authorizedApps }) => {
    document.documentElement.classList.toggle('administrator', authorizedApps.includes('admin'));
  })
  .catch(() => {});

// every script is asked for a plugin; this one is called at no place
export default {
  id: 'crisis-plan.offered',
  pluginPoint: 'tasklist.offered',
  priority: 1000,
  render: () => {}
};
