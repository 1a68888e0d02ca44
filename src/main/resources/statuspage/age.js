/* Says how old a copy of the status page is, by the reader's clock; without it, the page says when it was made. */
(function () {
    'use strict';

    var line = document.getElementById('age');
    var MINUTE = 60000;
    var TRUSTED = 10;

    function age(minutes) {
        if (minutes < 120) {
            return line.dataset.minutes.replace('{0}', minutes);
        }
        if (minutes < 48 * 60) {
            return line.dataset.hours.replace('{0}', Math.floor(minutes / 60));
        }
        return line.dataset.days.replace('{0}', Math.floor(minutes / (24 * 60)));
    }

    function say() {
        var minutes = Math.max(0, Math.floor((Date.now() - Date.parse(line.dataset.made)) / MINUTE));
        var late = line.dataset.next && Date.parse(line.dataset.next) < Date.now();
        line.hidden = minutes < TRUSTED && !late;
        line.textContent = age(minutes) + (late ? ' ' + line.dataset.late : '');
    }

    if (line) {
        // whoever worries reads the top
        document.querySelector('main').prepend(line);
        say();
        setInterval(say, MINUTE);
    }
}());
