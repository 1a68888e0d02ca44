// What the diagram itself says of its elements: their names, the clauses of the plan that they carry out, their kinds.
const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';

/** @returns {Map} id -> {name, clause, kind, outgoing: the flows that leave it} */
export function elementsOf(xml) {
  const elements = new Map();
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  for (const element of model.querySelectorAll('[id]')) {
    const properties = [...element.children]
      .filter((child) => child.localName === 'extensionElements')
      .flatMap((extensions) => [...extensions.getElementsByTagNameNS(CAMUNDA, 'property')]);
    const clause = properties.find((property) => property.getAttribute('name') === 'clause');
    elements.set(element.getAttribute('id'), {
      name: element.getAttribute('name') || '',
      clause: clause ? clause.getAttribute('value') : '',
      kind: element.localName,
      outgoing: [...element.children].filter((child) => child.localName === 'outgoing').map((child) => child.textContent.trim())
    });
  }
  return elements;
}

/** @returns {Map} id of a rule of a decision table -> {text, clause, number} as its annotation says */
export function rulesOf(xml) {
  const rules = new Map();
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  for (const table of [...model.getElementsByTagNameNS('*', 'decisionTable')]) {
    [...table.children]
      .filter((child) => child.localName === 'rule')
      .forEach((rule, i) => {
        const note = [...rule.children].find((child) => child.localName === 'description');
        const text = note ? note.textContent.trim() : '';
        rules.set(rule.getAttribute('id'), { text: text.replace(/^(R\d+[ ,]*)+:\s*/, ''), clause: (text.match(/R\d+/g) || []).join(' '), number: i + 1 });
      });
  }
  return rules;
}
