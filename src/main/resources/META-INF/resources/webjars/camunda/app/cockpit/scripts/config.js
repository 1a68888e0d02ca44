// The product's name, and Chinese beside English: the browser's language decides.
export default {
  app: {
    name: 'Cockpit',
    vendor: 'crisis-plan'
  },
  locales: {
    availableLocales: ['en', 'zh'],
    fallbackLocale: 'en'
  },
  disableWelcomeMessage: true,
  customScripts: ['../scripts/home', '../scripts/one-login', 'scripts/only-reading', 'scripts/history']
};
