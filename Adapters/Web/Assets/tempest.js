// Every page works without this. What a page wants of it, it says in data attributes:
//   data-live="/address"   on main: when the server says there "changed", the page is fetched again and what differs is put in place
//   data-travel="/address" on a slider: the page as it was in the version it points at, in place; at its end, as it is now
//   data-search="#region"  on a form: found while typing; the region is replaced, the address follows
//   data-once              on a form: a second click sends nothing
//   data-local             on a time: shown in the reader's own time zone
//   data-drag              on what can be dragged: put down on a data-drop="value", its form's select gets that value and it is sent
//   data-print             on a button: prints the page; without script it is not there
//   data-keep              on a field: what the server sends anew does not replace it

const fetchPage = async (address, signal) => {
    const answer = await fetch(address, { headers: { accept: 'text/html' }, signal });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
};

const announce = text => {
    const announcer = document.getElementById('announcer');
    if (announcer && announcer.textContent !== text) announcer.textContent = text;
};

// Times: the server says them in UTC.

const localMoment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

const localTimes = within => {
    for (const time of within.querySelectorAll('time[data-local]')) {
        time.title = time.textContent;
        time.textContent = localMoment.format(new Date(time.dateTime));
        time.removeAttribute('data-local');
    }
};

// From what is shown to what the server sent: only what differs is touched, so focus, selection and scroll stay.

const sameKind = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? '') === (other.id ?? '');

const isBeingEdited = field => field.matches?.('input, select, textarea')
    && (field === document.activeElement || (field.type === 'checkbox' || field.type === 'radio'
        ? field.checked !== field.defaultChecked
        : field.options ? field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected)) : field.value !== field.defaultValue));

const become = (shown, sent) => {
    if (shown.nodeType !== Node.ELEMENT_NODE) {
        if (shown.nodeValue !== sent.nodeValue) shown.nodeValue = sent.nodeValue;
        return;
    }
    if (shown.hasAttribute('data-keep') || isBeingEdited(shown)) return;
    for (const { name } of [...shown.attributes]) {
        if (!sent.hasAttribute(name) && !(name === 'open' && shown.nodeName === 'DETAILS')) shown.removeAttribute(name);
    }
    for (const { name, value } of sent.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
    if (shown.matches('input[value]')) shown.value = shown.defaultValue;
    becomeChildren(shown, sent);
};

const becomeChildren = (shown, sent) => {
    const wanted = [...sent.childNodes];
    wanted.forEach((node, at) => {
        let present = shown.childNodes[at];
        if (present && !sameKind(present, node) && node.id) {
            const moved = [...shown.children].find(child => child.id === node.id && sameKind(child, node));
            if (moved) present = shown.insertBefore(moved, present);
        }
        if (present && sameKind(present, node)) become(present, node);
        else shown.insertBefore(document.importNode(node, true), present ?? null);
    });
    while (shown.childNodes.length > wanted.length) shown.lastChild.remove();
};

const put = (shown, sent) => {
    localTimes(sent);
    become(shown, sent);
};

// Live: the server tells that something changed; what it is like now, the page itself tells.

const live = main => {
    let fetching = null;
    const refresh = async () => {
        fetching?.abort();
        fetching = new AbortController();
        try {
            const page = await fetchPage(location.href, fetching.signal);
            const sent = page.querySelector('main');
            if (!sent) return;
            put(main, sent);
            document.title = page.title;
            announce('This page was brought up to date.');
        } catch (error) {
            if (error.name !== 'AbortError') console.warn(error);
        }
    };
    let source = null;
    const listen = () => {
        source = new EventSource(main.dataset.live);
        source.addEventListener('changed', refresh);
    };
    listen();
    // A page that the browser keeps for "back" lets go of its connection, and looks again when it is shown.
    addEventListener('pagehide', () => source.close());
    addEventListener('pageshow', event => {
        if (!event.persisted) return;
        listen();
        refresh();
    });
};

// Through time: the slider shows the page of the version it points at, and the address follows.

const travel = slider => {
    let fetching = null;
    slider.addEventListener('input', async () => {
        const label = [...slider.list.options].find(option => option.value === slider.value)?.label ?? '';
        slider.setAttribute('aria-valuetext', label);
        slider.closest('.travel').querySelector('output').textContent = label;
        const address = slider.value === slider.max ? slider.dataset.travel : `${slider.dataset.travel}?version=${slider.value}`;
        fetching?.abort();
        fetching = new AbortController();
        try {
            const page = await fetchPage(address, fetching.signal);
            const sent = page.querySelector('main');
            if (!sent) return;
            slider.max = sent.querySelector('[data-travel]')?.max ?? slider.max;
            slider.setAttribute('value', slider.value);
            put(document.querySelector('main'), sent);
            document.title = page.title;
            history.replaceState(null, '', address);
        } catch (error) {
            if (error.name !== 'AbortError') console.warn(error);
        }
    });
};

// Search as you type.

const search = form => {
    const region = () => document.querySelector(form.dataset.search);
    let waiting = 0;
    let fetching = null;
    let asked = null;
    const addressOf = () => {
        const fields = [...new FormData(form)].filter(([, value]) => value !== '');
        const query = new URLSearchParams(fields).toString();
        return form.action.split('?')[0] + (query ? `?${query}` : '');
    };
    const look = async () => {
        const address = addressOf();
        if (address === asked) return;
        asked = address;
        fetching?.abort();
        fetching = new AbortController();
        try {
            const page = await fetchPage(address, fetching.signal);
            const sent = page.querySelector(form.dataset.search);
            if (!sent) return;
            put(region(), sent);
            history.replaceState(null, '', address);
            announce(region().querySelector('[data-count]')?.textContent.trim() ?? '');
        } catch (error) {
            if (error.name === 'AbortError') return;
            asked = null;
            console.warn(error);
        }
    };
    form.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(look, 180);
    });
    form.addEventListener('submit', event => {
        event.preventDefault();
        clearTimeout(waiting);
        look();
    });
};

// Forms are sent once, until the page is shown again.

const once = event => {
    const form = event.target.closest('form[data-once]');
    if (!form) return;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = 'yes';
    event.submitter?.setAttribute('aria-disabled', 'true');
};

const again = () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
        delete form.dataset.sent;
        for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
    }
};

document.addEventListener('submit', once);
document.addEventListener('click', event => {
    if (event.target.closest('[data-print]')) print();
});
addEventListener('pageshow', again);

// Drag and drop, for what a select and a button do as well.

let dragged = null;

const placeUnder = event => dragged && event.target.closest?.('[data-drop]');

const mark = place => {
    for (const marked of document.querySelectorAll('.over')) if (marked !== place) marked.classList.remove('over');
    place?.classList.add('over');
};

document.addEventListener('dragstart', event => {
    dragged = event.target.closest?.('[data-drag]');
    dragged?.classList.add('dragged');
});
document.addEventListener('dragover', event => {
    const place = placeUnder(event);
    mark(place);
    if (place) event.preventDefault();
});
document.addEventListener('drop', event => {
    const [place, form] = [placeUnder(event), dragged?.querySelector('form')];
    if (!place || !form) return;
    event.preventDefault();
    const select = form.querySelector('select');
    select.value = place.dataset.drop;
    if (select.selectedIndex < 0) select.add(new Option(place.dataset.drop, place.dataset.drop, true, true));
    form.requestSubmit();
});
document.addEventListener('dragend', () => {
    dragged?.classList.remove('dragged');
    dragged = null;
    mark(null);
});

document.documentElement.classList.add('scripted');
localTimes(document);
document.querySelectorAll('[data-travel]').forEach(travel);
document.querySelectorAll('form[data-search]').forEach(search);
document.querySelectorAll('main[data-live]').forEach(live);
