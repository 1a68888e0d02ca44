// The product's name, and Chinese beside English: the browser's language decides.
// Every text here has its Chinese, so Chinese needs no English behind it; with it, dates would be English.
const chinese = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh');

export default {
  app: {
    name: 'Welcome',
    vendor: 'crisis-plan'
  },
  locales: {
    availableLocales: ['en', 'zh'],
    fallbackLocale: chinese ? 'zh' : 'en'
  },
  disableWelcomeMessage: true,
  customScripts: ['../scripts/home', '../scripts/one-login'],
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  }
};
