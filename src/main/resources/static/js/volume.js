// Draws the public volume of a crisis. The page's table says the same without it.
(() => {
  'use strict';

  const place = document.getElementById('volume');
  const COLOURS = {negative: '#a11a1f', neutral: '#505c6b', positive: '#17613c', unjudged: '#8a4b08'};
  const DASHES = {neutral: [6, 4], positive: [2, 3], unjudged: [10, 3]};

  function time(seconds) {
    return new Intl.DateTimeFormat('sv-SE', {timeZone: place.dataset.zone || undefined, dateStyle: 'short', timeStyle: 'short'})
        .format(seconds * 1000);
  }

  function moments(plot, splits) {
    return splits.map((at, i) => {
      const [day, minute] = time(at).split(' ');
      return i > 0 && time(splits[i - 1]).startsWith(day) ? minute : minute + '\n' + day.slice(5);
    });
  }

  function draw(data) {
    const said = data.series.filter(one => one.points.some(point => point > 0));
    if (said.length === 0) {
      return;
    }
    const series = [{label: place.dataset.time, value: (plot, at) => at === null || at === undefined ? '' : time(at)}];
    said.forEach(one => series.push({
      label: one.name,
      stroke: COLOURS[one.key],
      dash: DASHES[one.key],
      width: one.key === 'negative' ? 3 : 2,
      points: {show: false},
      value: (plot, point) => point === null || point === undefined ? '' : String(point)
    }));
    place.replaceChildren();
    new uPlot({
      width: Math.max(280, place.clientWidth),
      height: 300,
      series,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), place.dataset.zone || 'UTC'),
      scales: {y: {range: (plot, low, high) => [0, Math.max(1, high * 1.1)]}},
      axes: [{space: 70, values: moments}, {size: 56}],
      cursor: {drag: {x: false, y: false}},
      legend: {live: true}
    }, [data.times, ...said.map(one => one.points)], place);
  }

  async function chart() {
    try {
      const answer = await fetch(place.dataset.volume, {cache: 'no-store'});
      if (answer.ok && !answer.redirected) {
        draw(await answer.json());
      }
    } catch (unreachable) {
      // the table stands there
    }
  }

  if (place && window.uPlot) {
    chart();
  }
})();
