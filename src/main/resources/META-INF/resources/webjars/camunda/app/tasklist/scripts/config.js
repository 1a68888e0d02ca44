// The product's name, and Chinese beside English: the browser's language decides.
// Every text here has its Chinese, so Chinese needs no English behind it; with it, dates would be English.
const chinese = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh');

export default {
  app: {
    name: 'Tasklist',
    vendor: 'crisis-plan'
  },
  locales: {
    availableLocales: ['en', 'zh'],
    fallbackLocale: chinese ? 'zh' : 'en'
  },
  disableWelcomeMessage: true,
  dateFormat: {
    normal: 'LLL',
    long: 'LLLL'
  },
  customScripts: ['scripts/home', 'scripts/card', 'scripts/forms', 'scripts/offered', 'scripts/labels', '../scripts/one-login'],
  // this file replaces the one that comes with the web app, so its keyboard shortcuts have to be named again
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'claims the currently selected task 认领当前任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'set the focus to the first filter in the list 跳到第一个筛选器'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'sets the focus to the first task in the list 跳到第一个任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'sets the focus to the first input field in a task form 跳到表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'opens the start process modal dialog 打开上报危机的对话框'
    }
  }
};
