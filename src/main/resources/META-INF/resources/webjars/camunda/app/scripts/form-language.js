// What form-js itself says: it speaks English only. Shared by Tasklist and the page of one task.
const chinese = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh');

// [what form-js says, in other words, in Chinese]; a part in brackets is put in the place of $1
const sayings = [
  [/^Field is required\.$/, 'Please fill this in.', '请填写此项。'],
  [/^Field must have minimum length of (\d+)\.$/, 'At least $1 characters.', '至少 $1 个字符。'],
  [/^Field must have maximum length of (\d+)\.$/, 'At most $1 characters.', '最多 $1 个字符。'],
  [/^Field must have minimum value of (.+)\.$/, 'At least $1.', '不得小于 $1。'],
  [/^Field must have maximum value of (.+)\.$/, 'At most $1.', '不得大于 $1。'],
  [/^Field must match pattern .+\.$/, 'This is not in the form that is asked for.', '格式不符合要求。'],
  [/^Field must be a valid email\.$/, 'Enter a mail address.', '请填写邮箱地址。'],
  [/^Field must be a valid international phone number\..*$/, 'Enter a phone number, such as +86 10 1234 5678.', '请填写电话号码，例如 +86 10 1234 5678。'],
  [/^Value is not a number\.$/, 'Enter a number.', '请填写数字。'],
  [/^Value is expected to be an integer\.$/, 'Enter a whole number.', '请填写整数。'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, 'At most $1 digits after the point.', '小数最多 $1 位。'],
  [/^Please select a valid value, must be a multiple of (.+)\.?$/, 'Must be a multiple of $1.', '必须是 $1 的倍数。'],
  [/^Date and time must both be entered\.$/, 'Enter both date and time.', '请同时填写日期和时间。'],
  [/^Select$/, 'Choose', '请选择'],
  [/^Search$/, 'Search', '搜索'],
  [/^No results$/, 'No results', '无结果'],
  [/^All values selected$/, 'All are chosen', '已全部选择'],
  [/^Add new$/, 'Add one', '新增'],
  [/^Nothing to show\.$/, 'Nothing to show.', '无内容。']
];
const placeholders = { 'mm/dd/yyyy': '月/日/年', 'yyyy/mm/dd': '年/月/日', 'hh:mm': '时:分', 'hh:mm ?m': '时:分', Search: '搜索' };
const labels = { Increment: '加', Decrement: '减', 'Remove tag': '移除', Year: '年', Month: '月' };

const calendar = {
  weekdays: {
    shorthand: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
    longhand: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六']
  },
  months: {
    shorthand: ['一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月'],
    longhand: ['一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月']
  },
  firstDayOfWeek: 1,
  rangeSeparator: ' 至 ',
  scrollTitle: '滚动切换',
  toggleTitle: '点击切换 12/24 小时制',
  yearAriaLabel: '年',
  monthAriaLabel: '月'
};

function inOtherWords(text) {
  for (const [said, english, zh] of sayings) {
    const found = said.exec(text);
    if (found) {
      return (chinese ? zh : english).replace('$1', found[1] || '');
    }
  }
  return null;
}

function say(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const better = inOtherWords(node.data.trim());
    if (better !== null && better !== node.data) {
      node.data = better;
    }
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  if (chinese && placeholders[node.placeholder]) {
    node.placeholder = placeholders[node.placeholder];
  }
  const label = chinese && labels[node.getAttribute('aria-label')];
  if (label) {
    node.setAttribute('aria-label', label);
  }
  node.childNodes.forEach(say);
}

// what stands in fields that people write into is theirs
const isOfForm = (node) => {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element !== null && element.closest('.fjs-container, .flatpickr-calendar') !== null;
};

/** Lets every form under the node speak the reader's language, now and whenever it says something new. */
export function translate(root) {
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') {
        if (isOfForm(change.target)) {
          say(change.target);
        }
      } else {
        change.addedNodes.forEach((node) => {
          if (isOfForm(node)) {
            say(node);
          } else if (node.querySelectorAll) {
            node.querySelectorAll('.fjs-container, .flatpickr-calendar').forEach(say);
          }
        });
      }
    }
  }).observe(root, { childList: true, subtree: true, characterData: true });
}

/** A library as it lies in the one bundle of the web apps, found by something that only it says. */
function bundled(mark) {
  let found = null;
  self.webpackChunkcamunda_bpm_webapp.push([['crisis-plan-' + mark.source], {}, (load) => {
    const id = Object.keys(load.m).find((key) => mark.test(Function.prototype.toString.call(load.m[key])));
    found = id === undefined ? null : load(id);
  }]);
  return found;
}

/** What Tasklist renders forms with. */
export const formJs = () => bundled(/\.createForm=function/);

/** Months and days in Chinese, for every calendar that is opened from now on. */
export function localizeCalendars() {
  const calendars = chinese ? bundled(/\.localize=function/) : null;
  if (calendars) {
    calendars.localize(calendar);
  }
}
