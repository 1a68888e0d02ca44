// The web apps ask for the product's one login page instead of their own. After the log-out button that page says so; when the
// session has merely run out, the page a person was on comes back after the login.
const appRoot = document.querySelector('base').getAttribute('app-root');
const appName = document.querySelector('base').getAttribute('app-name');
const loginPage = appRoot.replace(/\/camunda$/, '') + '/login';

const isLogin = (hash) => hash.startsWith('#/login');

let loggingOut = false;
let leaving = false;
let lastPlace = isLogin(location.hash) ? '' : location.hash;

document.addEventListener('click', (event) => {
  loggingOut = loggingOut || event.target.closest('li.logout') !== null;
}, true);

window.addEventListener('hashchange', () => {
  if (!isLogin(location.hash)) {
    lastPlace = location.hash;
  }
});

function leave() {
  if (leaving) {
    return;
  }
  leaving = true;
  // a changed query makes the browser ask the server, which leads to the login page and from there back to this very place
  location.replace(loggingOut ? loginPage + '?out' : location.pathname + '?' + Date.now() + lastPlace);
}

export default {
  id: 'crisis-plan-one-login',
  pluginPoint: appName + '.login',
  priority: 100,
  render: () => {
    leave();
  }
};
