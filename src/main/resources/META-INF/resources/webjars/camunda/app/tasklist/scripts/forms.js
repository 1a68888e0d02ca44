// Forms in Chinese down to their date picker and the sentences at their fields.
import { localizeCalendars, translate } from '../../scripts/form-language.js';

localizeCalendars();
translate(document.body);

// every script is asked for a plugin; this one is called at no place
export default {
  id: 'crisis-plan.forms',
  pluginPoint: 'tasklist.forms-language',
  priority: 1000,
  render: () => {}
};
