// The mails and chat messages of the crisis, and how far each got.
import { say } from './texts.js';
import { el, link, list, table } from './dom.js';
import { home, page } from './data.js';
import { time } from './times.js';
import { stateChip } from './chips.js';

export const mails = ({ id }) =>
  el(
    'div',
    null,
    el('p', { class: 'muted' }, `${say('mailsAbout')} `, link(`${home}/outbox`, say('outbox'))),
    list(page(`instances/${encodeURIComponent(id)}/mails`), (items) =>
      table(
        [say('written'), say('recipient'), say('subject'), say('state'), say('sentAt'), say('attempts'), say('answer')],
        items.map((mail) => [
          time(mail.created),
          [el('b', null, mail.user), ' ', el('span', { class: 'muted' }, mail.recipient)],
          [mail.subject, ' ', el('span', { class: 'muted' }, mail.kind)],
          stateChip(mail.state),
          time(mail.sentAt),
          String(mail.attempts),
          mail.error || ''
        ])
      )
    )
  );
