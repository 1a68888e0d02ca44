// Marks that every view shows alike.
import { say, word } from './texts.js';
import { chip } from './dom.js';

const STATES = {
  ACTIVE: 'open',
  SUSPENDED: 'late',
  COMPLETED: 'good',
  EXTERNALLY_TERMINATED: 'bad',
  INTERNALLY_TERMINATED: 'muted',
  open: 'late',
  resolved: 'good',
  deleted: 'muted',
  failed: 'bad',
  sent: 'good',
  waiting: 'open',
  held: 'muted'
};

export const stateChip = (state) => chip(word('state', state), STATES[state]);

export const levelChip = (level) => (level ? chip(say('levelNumber', level), `level${level}`) : chip(say('noLevel'), 'muted'));
