// What the history says, in the language that Cockpit itself is shown in.
export const chinese = (navigator.languages[0] || navigator.language).toLowerCase().startsWith('zh');

const texts = {
  history: ['History', '历史'],
  runtime: ['Runtime', '运行'],
  dashboard: ['Dashboard', '总览'],
  processes: ['Processes', '流程'],
  loading: ['Loading …', '正在加载……'],
  nothing: ['Nothing here.', '无记录。'],
  failed: ['This could not be read: $1', '读取失败：$1'],
  notForYou: ['The history of processes is for auditors and administrators.', '流程历史仅供审计人员和管理员查看。'],
  notFound: ['There is no such process in the history; it may have been removed when its time was over.', '历史中没有该流程，可能已到期删除。'],
  part: ['$1–$2 of $3', '第 $1–$2 条，共 $3 条'],
  previous: ['Previous', '上一页'],
  next: ['Next', '下一页'],
  filter: ['Filter', '筛选'],
  clear: ['Clear', '清除'],
  all: ['all', '全部'],
  times: ['Times in $1', '时间均为 $1'],

  // what there is of an instance
  steps: ['Steps', '步骤'],
  values: ['Values', '数据'],
  called: ['Called processes', '调用的流程'],
  decisions: ['Decisions', '决策'],
  tasks: ['Tasks', '任务'],
  incidents: ['Incidents', '异常'],
  jobs: ['Failed jobs', '失败作业'],
  operations: ['By hand', '人工操作'],
  mails: ['Messages', '通知'],

  crisis: ['Crisis', '危机'],
  casePage: ['Crisis page', '危机页面'],
  dossier: ['Dossier', '卷宗'],
  record: ['Record', '记录'],
  level: ['Level', '等级'],
  levelNumber: ['Level $1', '$1 级'],
  noLevel: ['not graded', '未定级'],
  state: ['State', '状态'],
  started: ['Started', '开始'],
  ended: ['Ended', '结束'],
  duration: ['Took', '用时'],
  soFar: ['$1 so far', '已 $1'],
  process: ['Process', '流程'],
  version: ['Version', '版本'],
  planVersion: ['Plan version', '预案版本'],
  startedBy: ['Started by', '发起人'],
  calledBy: ['Called by', '被调用自'],
  at: ['at', '位于'],
  because: ['Because', '原因'],
  kept: ['Kept until', '保留至'],

  'state.ACTIVE': ['running', '进行中'],
  'state.SUSPENDED': ['suspended', '已挂起'],
  'state.COMPLETED': ['finished', '已完成'],
  'state.EXTERNALLY_TERMINATED': ['cancelled', '已取消'],
  'state.INTERNALLY_TERMINATED': ['ended by the plan', '由预案终止'],
  'state.running': ['running', '进行中'],
  'state.finished': ['finished', '已完成'],
  'state.cancelled': ['cancelled', '已取消'],
  'state.open': ['open', '未解决'],
  'state.resolved': ['resolved', '已解决'],
  'state.deleted': ['removed', '已移除'],
  'state.failed': ['failed', '失败'],
  'state.created': ['created', '已创建'],
  'state.successful': ['done', '成功'],
  'state.waiting': ['waiting', '待发'],
  'state.sent': ['sent', '已发送'],
  'state.held': ['held back', '暂缓'],
  'state.digested': ['told in a digest', '已并入摘要'],

  'phase.verifying': ['Verifying', '核实'],
  'phase.assessing': ['Assessing', '评估'],
  'phase.activating': ['Activating', '启动'],
  'phase.responding': ['Responding', '处置'],
  'phase.recovering': ['Recovering', '恢复'],
  'phase.reviewing': ['Reviewing', '复盘'],
  'phase.departmental': ['With the department', '部门处置'],
  'phase.closed': ['Closed', '已结案'],
  'phase.false-alarm': ['False alarm', '误报'],
  'phase.cancelled': ['Cancelled', '已取消'],

  // the diagram
  taken: ['taken', '走过'],
  openNow: ['open now', '进行中'],
  cancelledHere: ['cancelled', '已取消'],
  noPath: [
    'This instance began before paths were recorded: flows may be missing here, steps are not.',
    '该实例开始时尚未记录路径：图中可能缺少连线，步骤不缺。'
  ],
  narrow: ['Only “$1”', '仅看“$1”'],
  whole: ['Whole diagram', '整图'],
  noDiagram: ['This diagram cannot be drawn: $1', '无法绘制流程图：$1'],

  // steps
  groupBy: ['Grouped by', '分组'],
  byPhase: ['phase', '阶段'],
  byClause: ['clause', '条款'],
  byTime: ['time only', '仅按时间'],
  step: ['Step', '步骤'],
  clause: ['Clause', '条款'],
  noClause: ['without a clause', '无对应条款'],
  kind: ['Kind', '类型'],
  who: ['Who', '人员'],
  opens: ['opens', '打开'],
  stepsIn: ['$1 steps', '$1 个步骤'],

  // values
  changes: ['Changes', '变更'],
  changesAbout: [
    'Old and new values, by whom, from the record of the crisis.',
    '新旧值及填写人，来自危机记录。'
  ],
  atTheEnd: ['Values of the process', '流程变量'],
  atTheEndAbout: ['As they are now, or were when the process ended.', '当前值；流程结束后为结束时的值。'],
  ofThis: ['of this process', '本流程'],
  ofCase: ['of the whole crisis', '整个危机'],
  name: ['Name', '名称'],
  value: ['Value', '值'],
  before: ['Before', '原值'],
  after: ['After', '新值'],
  type: ['Type', '类型'],
  time: ['Time', '时间'],
  act: ['Act', '记录号'],
  erased: ['erased', '已删除'],
  notKnown: ['not known', '未知'],
  empty: ['—', '—'],

  'actor.person': ['', ''],
  'actor.rule': ['rule', '规则'],
  'actor.timer': ['timer', '定时'],
  'actor.product': ['plan', '预案'],

  // decisions
  inputs: ['Asked with', '输入'],
  outputs: ['Answer', '结果'],
  rule: ['Rule', '规则'],
  rules: ['Rules that fired', '命中规则'],
  noRule: ['No rule fired.', '没有命中规则。'],
  noTable: ['An expression, without rules', '表达式，无规则'],
  openDecision: ['In the table', '在表中查看'],
  askedAt: ['Asked at', '决策位置'],
  neededBy: ['needed by', '用于'],

  // tasks
  task: ['Task', '任务'],
  offered: ['Offered', '派发'],
  claimed: ['Claimed', '认领'],
  done: ['Done', '完成'],
  due: ['Due', '期限'],
  late: ['Late by', '逾期'],
  onTime: ['on time', '按时'],
  withdrawn: ['withdrawn', '已撤回'],
  notYet: ['open', '未完成'],
  log: ['Who was made responsible, $1 entries', '责任变更记录，$1 条'],
  'link.add': ['added', '添加'],
  'link.delete': ['removed', '移除'],
  'link.assignee': ['assignee', '处理人'],
  'link.candidate': ['asked', '候选'],
  'link.owner': ['owner', '所有者'],
  by: ['by', '操作人'],

  // incidents, jobs, operations, mails
  message: ['Message', '消息'],
  retries: ['Attempts left', '剩余次数'],
  stack: ['Stack trace', '堆栈'],
  until: ['Until', '至'],
  since: ['From', '自'],
  person: ['Person', '人员'],
  everybody: ['everybody', '所有人'],
  entity: ['On', '对象'],
  what: ['What', '操作'],
  property: ['Property', '属性'],
  recipient: ['To', '收件人'],
  subject: ['Subject', '主题'],
  attempts: ['Attempts', '次数'],
  sentAt: ['Sent', '发送'],
  written: ['Written', '生成'],
  answer: ['Answer', '应答'],
  outbox: ['All messages with their texts: outbox', '全部通知及正文：发件箱'],
  mailsAbout: ['Of the whole crisis.', '整个危机。'],
  jobsAbout: ['Of jobs only those that failed are kept.', '仅保留失败的作业。'],

  // all instances of a process
  instances: ['Instances', '实例'],
  allVersions: ['all versions', '所有版本'],
  versionNumber: ['version $1', '版本 $1'],
  planNumber: ['plan v$1', '预案 v$1'],
  number: ['Crisis number', '危机编号'],
  variable: ['Value', '数据'],
  variableHint: ['name', '名称'],
  valueHint: ['value', '值'],
  'is.eq': ['is', '等于'],
  'is.neq': ['is not', '不等于'],
  'is.gt': ['more than', '大于'],
  'is.lt': ['less than', '小于'],
  'is.like': ['contains', '包含'],
  from: ['Started from', '开始自'],
  to: ['to', '至'],
  figures: ['Figures: how long it takes, and how much is late', '统计：用时与逾期'],
  figuresAbout: [
    'For the instances that the filter leaves; on the diagram, all instances of the version that it shows.',
    '表中为筛选后的实例；图中为所示版本的全部实例。'
  ],
  median: ['Median', '中位用时'],
  lateShare: ['Tasks late', '逾期任务'],
  ofDue: ['$1 of $2', '$1 / $2'],
  running: ['Running', '进行中'],
  finished: ['Finished', '已结束'],
  open: ['open', '进行中']
};

/** @param values what stands for $1, $2 ... */
export function say(key, ...values) {
  const both = texts[key];
  return both === undefined ? key : values.reduce((text, value, i) => text.replace(`$${i + 1}`, value), both[chinese ? 1 : 0]);
}

/** The word for one of several, or what the engine calls it. */
export const word = (of, key) => (texts[`${of}.${key}`] === undefined ? String(key ?? '') : say(`${of}.${key}`));

const BOTH = /^(\s*)([^\p{Script=Han}]*[A-Za-z][^\p{Script=Han}]*?)\s+((?:\d+\s?)?[\p{Script=Han}（《“].*?)(\s*)$/su;

/** The half of a label of the plan that the reader reads. */
export function half(label) {
  const text = String(label ?? '').replace(/\s+/g, ' ');
  const found = BOTH.exec(text);
  return found ? found[chinese ? 3 : 2] : text;
}
