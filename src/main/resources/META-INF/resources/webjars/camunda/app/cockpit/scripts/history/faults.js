// What went wrong: incidents, those that are over too, and each attempt of a job that failed, with its stack trace.
import { half, say } from './texts.js';
import { el, fill, list, problem, table } from './dom.js';
import { time } from './times.js';
import { stateChip } from './chips.js';

const named = (elements, id) => (id ? el('span', { title: id }, half((elements.get(id) || {}).name || id)) : '');

function stack(engine, path) {
  const text = el('pre', null, say('loading'));
  const details = el(
    'details',
    {
      ontoggle: () =>
        details.open &&
        engine.text(path).then(
          (trace) => fill(text, trace),
          (fault) => fill(text, problem(fault))
        )
    },
    el('summary', null, say('stack')),
    text
  );
  return details;
}

export const incidents = ({ id, engine, elements }) =>
  list(
    (from, most) => engine.page('/history/incident', { processInstanceId: id, sortBy: 'createTime', sortOrder: 'asc' }, from, most),
    (items) =>
      table(
        [say('started'), say('ended'), say('state'), say('kind'), say('step'), say('message')],
        items.map((incident) => [
          time(incident.createTime),
          incident.endTime ? time(incident.endTime) : say('empty'),
          stateChip(incident.open ? 'open' : incident.resolved ? 'resolved' : 'deleted'),
          incident.incidentType,
          named(elements, incident.failedActivityId || incident.activityId),
          [
            incident.incidentMessage || '',
            incident.annotation ? el('div', { class: 'muted' }, incident.annotation) : null,
            incident.historyConfiguration && incident.incidentType === 'failedJob'
              ? stack(engine, `/history/job-log/${encodeURIComponent(incident.historyConfiguration)}/stacktrace`)
              : null
          ]
        ])
      )
  );

const jobState = (job) => ['failureLog', 'successLog', 'creationLog', 'deletionLog'].find((log) => job[log]);
const STATES = { failureLog: 'failed', successLog: 'successful', creationLog: 'created', deletionLog: 'deleted' };

export const jobs = ({ id, engine, elements }) =>
  el(
    'div',
    null,
    el('p', { class: 'muted' }, say('jobsAbout')),
    list(
      (from, most) => engine.page('/history/job-log', { processInstanceId: id, sortBy: 'timestamp', sortOrder: 'asc' }, from, most),
      (items) =>
        table(
          [say('time'), say('state'), say('step'), say('kind'), say('retries'), say('message')],
          items.map((job) => [
            time(job.timestamp),
            stateChip(STATES[jobState(job)] || ''),
            named(elements, job.failedActivityId || job.activityId),
            el('span', { class: 'muted' }, job.jobDefinitionType || ''),
            String(job.jobRetries),
            [job.jobExceptionMessage || '', job.failureLog ? stack(engine, `/history/job-log/${encodeURIComponent(job.id)}/stacktrace`) : null]
          ])
        )
    )
  );
