// Keeps an open page as it is on the server: listens for news, fetches the parts that changed, lets the clocks run, draws the chart.
// Without it the page says the same, as of when it was opened. What is being typed is never replaced: forms are in no part.
(() => {
  'use strict';

  const page = document.getElementById('live');
  const asOf = document.getElementById('as-of');
  if (!page || !asOf) {
    return;
  }
  const words = document.getElementById('words').dataset;
  const trouble = document.getElementById('live-trouble');
  const fill = (text, ...values) => values.reduce((filled, value, i) => filled.replace('{' + i + '}', value), text || '');

  // ---- clocks: on the server's time, whatever the clock of this machine says

  let ahead = Date.parse(asOf.dateTime) - Date.now();
  const now = () => Date.now() + ahead;
  const two = number => String(number).padStart(2, '0');

  function span(millis, toTheSecond) {
    const seconds = Math.floor(Math.abs(millis) / 1000);
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) {
      return fill(words.days, Math.floor(hours / 24), hours % 24);
    }
    if (hours > 0) {
      return fill(words.hours, hours, minutes % 60);
    }
    return toTheSecond ? fill(words.seconds, minutes, two(seconds % 60)) : fill(words.minutes, minutes);
  }

  function say(element, text) {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  function tick() {
    for (const clock of page.querySelectorAll('time[data-clock]')) {
      const left = Date.parse(clock.dateTime) - now();
      say(clock, fill(left < 0 ? words.overdue : words.left, span(left, true)));
      clock.classList.toggle('missed', left < 0);
      clock.classList.toggle('near', left >= 0 && left < 2 * 3600 * 1000);
      const big = clock.closest('.bar-clock');
      if (big) {
        big.classList.toggle('missed', left < 0);
      }
    }
    for (const past of page.querySelectorAll('time[data-ago]')) {
      const gone = now() - Date.parse(past.dateTime);
      if (!past.title && past.textContent.trim()) {
        past.title = past.textContent.trim();
      }
      say(past, gone < 60000 ? words.now : fill(words.ago, span(gone, false)));
    }
    for (const running of page.querySelectorAll('time[data-elapsed], time[data-span]')) {
      say(running, span(now() - Date.parse(running.dateTime), false));
    }
  }

  // ---- parts

  const shown = new Map();
  page.querySelectorAll('[data-live]').forEach(part => shown.set(part.dataset.live, part.outerHTML));

  function replace(old, part) {
    const open = [...old.querySelectorAll('details[open][id]')].map(details => details.id);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
    old.replaceWith(part);
    open.forEach(id => {
      const details = document.getElementById(id);
      if (details) {
        details.open = true;
      }
    });
    if (focused && document.getElementById(focused)) {
      document.getElementById(focused).focus({preventScroll: true});
    }
  }

  function apply(html) {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    fresh.querySelectorAll('[data-live]').forEach(part => {
      const name = part.dataset.live;
      const old = page.querySelector('[data-live="' + name + '"]');
      const text = part.outerHTML;
      if (old && shown.get(name) !== text && !(name === 'timeline' && page.dataset.newest === 'false')) {
        shown.set(name, text);
        replace(old, document.importNode(part, true));
      }
    });
    tick();
    markNew();
  }

  // ---- what is new since this person looked

  const lookedUpTo = Number(page.dataset.looked || page.dataset.act || 0);
  const firstAct = Number(page.dataset.act || 0);
  const newActs = document.getElementById('new-acts');
  let lastAct = firstAct;

  function markNew() {
    page.querySelectorAll('.acts li[data-act]').forEach(act => {
      act.classList.toggle('new', Number(act.dataset.act) > lookedUpTo);
    });
  }

  function count(act) {
    lastAct = Math.max(lastAct, act);
    const since = lastAct - firstAct;
    if (newActs && since > 0) {
      say(newActs, since === 1 ? words.oneNew : fill(words.manyNew, since));
    }
  }

  // ---- fetching: one question at a time, and one more if something happened meanwhile

  let tag = '';
  let asking = false;
  let refused = 0;
  let waiting = 0;
  let again = false;

  function current(moment) {
    asOf.dateTime = new Date(moment).toISOString();
    say(asOf, new Intl.DateTimeFormat('sv-SE', {timeZone: page.dataset.zone || undefined, dateStyle: 'short', timeStyle: 'medium'})
        .format(moment));
    page.classList.remove('lost');
    trouble.hidden = true;
  }

  function lost() {
    page.classList.add('lost');
    if (trouble.hidden) {
      say(trouble, words.lost);
      trouble.hidden = false;
    }
  }

  function ended() {
    stopped = true;
    close();
    page.classList.add('lost');
    const login = document.createElement('a');
    login.href = location.pathname + location.search;
    login.textContent = words.login;
    trouble.replaceChildren(words.ended + ' ', login);
    trouble.hidden = false;
  }

  async function ask() {
    if (stopped) {
      return;
    }
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      do {
        again = false;
        const answer = await fetch(page.dataset.liveAt + location.search, {headers: tag ? {'If-None-Match': tag} : {}, cache: 'no-store'});
        if (answer.redirected || answer.status === 401 || answer.status === 403) {
          ended();
          return;
        }
        if (answer.status !== 304 && !answer.ok) {
          throw new Error(String(answer.status));
        }
        if (answer.headers.get('X-Now')) {
          ahead = Date.parse(answer.headers.get('X-Now')) - Date.now();
        }
        if (answer.status !== 304) {
          apply(await answer.text());
          tag = answer.headers.get('ETag') || '';
        }
        current(now());
        count(Number(answer.headers.get('X-Act') || 0));
      } while (again);
      refused = 0;
    } catch (unreachable) {
      refused++;
      if (refused > 1) {
        lost();
      }
      soon(refused > 1 ? 4000 : 800);
    } finally {
      asking = false;
    }
  }

  // not all pages at the same moment
  function soon(millis) {
    clearTimeout(waiting);
    waiting = setTimeout(ask, millis / 2 + Math.random() * millis / 2);
  }

  // ---- news: a stream while the page is seen, questions from time to time where streams do not come through

  const SILENT_AFTER = 45000;
  const ASK_EVERY = 5000;
  const REFRESH_EVERY = 60000;
  let source = null;
  let heardAt = Date.now();
  let failures = 0;
  let stopped = false;
  let askedAt = Date.now();

  function heard() {
    heardAt = Date.now();
    failures = 0;
    current(now());
  }

  function listen() {
    if (source || stopped || document.hidden || failures >= 3 || page.dataset.over === 'true') {
      return;
    }
    source = new EventSource(page.dataset.events);
    heardAt = Date.now();
    source.addEventListener('act', event => {
      heard();
      if (event.data !== String(lastAct)) {
        soon(600);
      }
    });
    source.addEventListener('here', heard);
    source.addEventListener('error', () => {
      failures++;
      if (source && source.readyState === EventSource.CLOSED || failures >= 3) {
        close();
        ask();
      }
    });
  }

  function close() {
    if (source) {
      source.close();
      source = null;
    }
  }

  function watch() {
    const time = Date.now();
    if (stopped || document.hidden) {
      return;
    }
    if (source && time - heardAt > SILENT_AFTER) {
      failures++;
      close();
    }
    listen();
    const every = source ? REFRESH_EVERY : page.dataset.over === 'true' ? REFRESH_EVERY : ASK_EVERY;
    if (time - askedAt > every) {
      askedAt = time;
      ask();
      if (!source && failures > 0) {
        // perhaps streams come through again
        failures = Math.max(0, failures - 0.1);
      }
    }
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
    } else {
      failures = 0;
      listen();
      ask();
    }
  });
  window.addEventListener('pagehide', close);

  // ---- forms: what was typed is there again when the login had ended meanwhile

  function keep(form) {
    const fields = {};
    for (const field of form.elements) {
      if (field.name && field.name !== '_csrf' && field.type !== 'file' && field.value) {
        fields[field.name] = field.value;
      }
    }
    return fields;
  }

  document.querySelectorAll('form[data-keep]').forEach(form => {
    const place = location.pathname + ' ' + form.id;
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
    } catch (unreadable) {
      kept = null;
    }
    if (kept && !document.getElementById('flash')) {
      let restored = false;
      for (const field of form.elements) {
        if (field.name in kept && !field.value) {
          field.value = kept[field.name];
          restored = true;
        }
      }
      if (restored) {
        const said = document.createElement('p');
        said.className = 'notice warn';
        said.textContent = words.kept;
        form.prepend(said);
      }
    }
    form.addEventListener('submit', event => {
      const file = form.querySelector('input[type=file]');
      if (file && file.files.length > 0 && file.files[0].size > Number(file.dataset.most)) {
        event.preventDefault();
        file.setCustomValidity(words.file);
        file.reportValidity();
        return;
      }
      try {
        sessionStorage.setItem(place, JSON.stringify(keep(form)));
      } catch (full) {
        // then it is not kept
      }
    });
    form.addEventListener('change', event => {
      if (event.target.setCustomValidity) {
        event.target.setCustomValidity('');
      }
    });
  });

  // ---- the chart

  const signals = document.getElementById('signals');
  const COLOURS = ['#1f4e79', '#8a4b08', '#17613c', '#6b2f7a', '#505c6b', '#0b6e75'];
  const LIMIT = '#a11a1f';

  function time(seconds) {
    return new Intl.DateTimeFormat('sv-SE', {timeZone: page.dataset.zone || undefined, dateStyle: 'short', timeStyle: 'short'})
        .format(seconds * 1000);
  }

  /** Hours and minutes as all other times of the page, and the day below where one begins. */
  function moments(plot, splits) {
    return splits.map((at, i) => {
      const [day, minute] = time(at).split(' ');
      return i > 0 && time(splits[i - 1]).startsWith(day) ? minute : minute + '\n' + day.slice(5);
    });
  }

  function table(data) {
    const rows = document.createElement('table');
    const head = rows.createTHead().insertRow();
    [document.getElementById('chart').dataset.time, ...data.series.map(one => one.name)].forEach(text => {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = text;
      head.append(cell);
    });
    const body = rows.createTBody();
    data.times.forEach((at, i) => {
      if (data.series.some(one => one.points[i])) {
        const row = body.insertRow();
        row.insertCell().textContent = time(at);
        data.series.forEach(one => {
          row.insertCell().textContent = one.points[i] === null ? '–' : String(one.points[i]);
        });
      }
    });
    document.querySelector('#chart-table .table-wrap').replaceChildren(rows);
  }

  function draw(data) {
    const place = document.getElementById('chart');
    signals.hidden = data.series.length === 0;
    if (signals.hidden || !window.uPlot) {
      return;
    }
    const inLegend = value => (plot, point) => point === null || point === undefined ? '' : value(point);
    const series = [{label: place.dataset.time, value: inLegend(time)}];
    const values = [data.times];
    let highest = 1;
    data.series.forEach((one, i) => {
      series.push({label: one.name, stroke: COLOURS[i % COLOURS.length], width: 2, points: {show: false}, value: inLegend(String)});
      values.push(one.points);
      highest = Math.max(highest, ...one.points.map(Number));
    });
    data.series.forEach(one => one.limits.forEach(limit => {
      series.push({label: fill(place.dataset.limit, limit.number, limit.clause), stroke: LIMIT, width: 2, dash: [8, 6], points: {show: false}, value: () => ''});
      values.push(data.times.map(() => limit.number));
      highest = Math.max(highest, limit.number);
    }));
    if (data.statements.length > 0) {
      series.push({label: place.dataset.statement, stroke: '#17613c', fill: '#17613c', paths: uPlot.paths.bars({size: [0.2, 3, 2]}), points: {show: false}, value: () => ''});
      values.push(data.times.map((at, i) =>
          data.statements.some(said => said >= at && (i + 1 === data.times.length || said < data.times[i + 1])) ? highest : null));
    }
    place.replaceChildren();
    new uPlot({
      width: Math.max(280, place.clientWidth),
      height: 260,
      series,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), page.dataset.zone || 'UTC'),
      scales: {y: {range: [0, highest * 1.1]}},
      axes: [{space: 70, values: moments}, {size: 56}],
      cursor: {drag: {x: false, y: false}},
      legend: {live: true}
    }, values, place);
    table(data);
  }

  async function chart() {
    if (!signals || document.hidden || stopped) {
      return;
    }
    try {
      const answer = await fetch(signals.dataset.signals, {cache: 'no-store'});
      if (answer.ok && !answer.redirected) {
        draw(await answer.json());
      }
    } catch (unreachable) {
      // the next time
    }
  }

  tick();
  markNew();
  setInterval(tick, 1000);
  setInterval(watch, 1000);
  listen();
  chart();
  setInterval(chart, REFRESH_EVERY);
})();
