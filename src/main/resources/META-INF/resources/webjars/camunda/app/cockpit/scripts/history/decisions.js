// Each decision with what it was asked with, the rules that fired with their clauses, and the versions of table and plan.
import { half, say } from './texts.js';
import { el, fill, link, list } from './dom.js';
import { ours, toDecision } from './data.js';
import { time } from './times.js';
import { rulesOf } from './model.js';
import { plain } from './values.js';

/** Of each version of a table once. */
function remembering(ask) {
  const known = new Map();
  return (id) => {
    if (!known.has(id)) {
      known.set(id, ask(id));
    }
    return known.get(id);
  };
}

const value = ({ value: given }) => {
  if (typeof given === 'string' && /^[[{]/.test(given)) {
    try {
      return plain(JSON.parse(given));
    } catch {
      return half(given);
    }
  }
  // what a table says is drawn in both languages
  return typeof given === 'string' ? half(given) : plain(given);
};

const pairs = (those) =>
  el(
    'dl',
    { class: 'cp-pairs' },
    those.map((one) => el('div', null, el('dt', null, half(one.clauseName || one.clauseId || say('value'))), el('dd', null, value(one) || say('empty'))))
  );

function fired(outputs, rules) {
  const byRule = new Map();
  outputs.forEach((output) => {
    const key = `${output.ruleOrder} ${output.ruleId}`;
    byRule.set(key, [...(byRule.get(key) || []), output]);
  });
  return [...byRule.values()].map((those) => {
    const rule = rules.get(those[0].ruleId);
    return el(
      'li',
      null,
      el(
        'p',
        null,
        rule && rule.clause ? el('span', { class: 'cp-clause' }, rule.clause) : null,
        rule ? el('b', null, ` ${say('rule')} ${rule.number} `) : null,
        rule ? el('span', { class: 'muted' }, half(rule.text)) : null,
        el('code', null, those[0].ruleId || '')
      ),
      pairs(those)
    );
  });
}

function card(decision, roots, context, tables) {
  const drawn = context.elements.get(decision.activityId) || {};
  const version = el('span', { class: 'muted' });
  const rules = el('div');
  tables.definition(decision.decisionDefinitionId).then(
    async (definition) => {
      const { planVersion } = await tables.plan(definition.deploymentId);
      fill(
        version,
        ` ${say('versionNumber', definition.version)}`,
        planVersion ? ` · ${say('planNumber', planVersion)}` : ''
      );
      const known = await tables.rules(definition.id);
      const isTable = decision.outputs.some((output) => output.ruleId);
      fill(
        rules,
        el('h4', null, say(isTable ? 'rules' : 'outputs')),
        decision.outputs.length === 0
          ? el('p', { class: 'muted' }, say('noRule'))
          : isTable
            ? el('ol', { class: 'cp-rules' }, fired(decision.outputs, known))
            : pairs(decision.outputs)
      );
    },
    () => fill(rules, pairs(decision.outputs))
  );
  const root = decision.rootDecisionInstanceId && roots.get(decision.rootDecisionInstanceId);
  return el(
    'article',
    { class: decision.rootDecisionInstanceId ? 'cp-decision inner' : 'cp-decision' },
    el(
      'h3',
      null,
      link(toDecision(decision.id), half(decision.decisionDefinitionName || decision.decisionDefinitionKey)),
      version,
      el('span', { class: 'muted' }, time(decision.evaluationTime)),
      drawn.name ? el('span', { class: 'muted' }, `${say('at')} ${half(drawn.name)}`) : null,
      root ? el('span', { class: 'muted' }, `${say('neededBy')} ${half(root)}`) : null
    ),
    el('div', { class: 'cp-columns' }, el('div', null, decision.inputs.length ? [el('h4', null, say('inputs')), pairs(decision.inputs)] : null), rules)
  );
}

export function decisions(context) {
  const { id, engine } = context;
  const tables = {
    definition: remembering((definition) => engine.ask(`/decision-definition/${encodeURIComponent(definition)}`)),
    rules: remembering((definition) =>
      engine.ask(`/decision-definition/${encodeURIComponent(definition)}/xml`).then(({ dmnXml }) => rulesOf(dmnXml))
    ),
    plan: remembering((deployment) => ours(`deployments/${encodeURIComponent(deployment)}`))
  };
  const roots = new Map();
  return list(
    (from, most) =>
      engine.page(
        '/history/decision-instance',
        {
          processInstanceId: id,
          includeInputs: true,
          includeOutputs: true,
          disableCustomObjectDeserialization: true,
          sortBy: 'evaluationTime',
          sortOrder: 'asc'
        },
        from,
        most
      ),
    (items) => {
      items
        .filter((decision) => !decision.rootDecisionInstanceId)
        .forEach((root) => roots.set(root.id, root.decisionDefinitionName || root.decisionDefinitionKey));
      return el('div', null, items.map((decision) => card(decision, roots, context, tables)));
    },
    25
  );
}
