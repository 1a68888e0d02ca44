/*
 * Shows what is open on the status page on top of any page:
 *   <script src="https://status.example.org/notice.js" async></script>
 * data-lang="zh" or "en": the language, otherwise that of the page; data-into="#id": where to show it, otherwise on top.
 * It stores nothing, sends nothing and knows nobody; what is closed comes back with the next message or the next page.
 */
(function () {
    'use strict';

    var me = document.currentScript;
    if (!me || !window.fetch || !window.URL) {
        return;
    }
    var source = new URL('notices.json', me.src).href;
    var wanted = me.getAttribute('data-lang') || document.documentElement.lang || '';
    var lang = /^zh/i.test(wanted) ? 'zh' : 'en';
    var into = me.getAttribute('data-into');
    var closed = {};
    var shown = '';
    var region;

    var COLOURS = {critical: '#b3261e', major: '#a34a08', minor: '#7a6000', maintenance: '#1f5f83'};

    function element(name, text, css) {
        var made = document.createElement(name);
        if (text) {
            made.textContent = text;
        }
        if (css) {
            made.style.cssText = css;
        }
        return made;
    }

    /* Empty at first: only what is put into a region that is there already is read out. */
    function open(labels) {
        region = element('section');
        region.setAttribute('aria-live', 'polite');
        region.setAttribute('aria-label', labels.region[lang]);
        region.lang = lang === 'zh' ? 'zh-CN' : 'en';
        var place = into && document.querySelector(into);
        if (place) {
            place.appendChild(region);
        } else {
            document.body.insertBefore(region, document.body.firstChild);
        }
    }

    function web(address) {
        return /^https?:/i.test(address) ? address : '';
    }

    function box(notice, labels) {
        var colour = COLOURS[notice.severity] || COLOURS.minor;
        var made = element('div', '', 'display:flex;gap:16px;align-items:flex-start;padding:10px 16px;background:#fff;'
            + 'color:#1c2530;border-left:6px solid ' + colour + ';border-bottom:1px solid #c9d1d8;font:16px/1.5 system-ui,sans-serif');
        var words = element('div', '', 'flex:1;min-width:0;overflow-wrap:anywhere');
        var head = element('p', '', 'margin:0');
        head.appendChild(element('strong', notice.label[lang] + ' · ' + notice.title[lang], 'color:' + colour));
        words.appendChild(head);
        if (notice.text[lang]) {
            words.appendChild(element('p', notice.text[lang], 'margin:4px 0 0'));
        }
        var foot = element('p', '', 'margin:4px 0 0');
        if (notice.nextUpdate) {
            foot.appendChild(element('span', labels.next[lang] + ' '
                + new Date(notice.nextUpdate).toLocaleString(region.lang, {dateStyle: 'medium', timeStyle: 'short'}) + ' '));
        }
        if (web(notice.url[lang])) {
            var more = element('a', labels.more[lang], 'color:#1f5f83');
            more.href = notice.url[lang];
            foot.appendChild(more);
        }
        words.appendChild(foot);
        made.appendChild(words);
        var close = element('button', '×', 'flex:none;width:44px;height:44px;border:1px solid #556270;border-radius:4px;'
            + 'background:#fff;color:#1c2530;font-size:20px;cursor:pointer');
        close.type = 'button';
        close.setAttribute('aria-label', labels.dismiss[lang] + ': ' + notice.title[lang]);
        close.onclick = function () {
            closed[notice.id] = notice.updated;
            made.remove();
        };
        made.appendChild(close);
        return made;
    }

    function show(body) {
        var state = JSON.stringify(body.notices);
        if (state === shown) {
            return;
        }
        shown = state;
        while (region.firstChild) {
            region.removeChild(region.firstChild);
        }
        body.notices.forEach(function (notice) {
            if (closed[notice.id] !== notice.updated) {
                region.appendChild(box(notice, body.labels));
            }
        });
    }

    function look() {
        if (document.hidden) {
            return;
        }
        fetch(source, {credentials: 'omit', referrerPolicy: 'no-referrer'}).then(function (answer) {
            return answer.ok ? answer.json() : Promise.reject(answer.status);
        }).then(function (body) {
            if (!region) {
                open(body.labels);
                setTimeout(show, 100, body);
            } else {
                show(body);
            }
        }).catch(function () {
            /* what is shown stays; the next look comes in a minute */
        });
    }

    function begin() {
        look();
        setInterval(look, 60000);
        document.addEventListener('visibilitychange', look);
    }

    if (document.body) {
        begin();
    } else {
        document.addEventListener('DOMContentLoaded', begin);
    }
}());
