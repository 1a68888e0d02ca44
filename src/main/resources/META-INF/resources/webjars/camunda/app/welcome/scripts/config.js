// The product's name, and Chinese beside English: the browser's language decides.
export default {
  app: {
    name: 'Welcome',
    vendor: 'crisis-plan'
  },
  locales: {
    availableLocales: ['en', 'zh'],
    fallbackLocale: 'en'
  },
  disableWelcomeMessage: true,
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  }
};
