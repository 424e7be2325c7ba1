'use strict';
// Hovering, picking, filtering and sorting of what the page already shows. Computes no statistics.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse($('#data').textContent);
  const tip = $('#tip');
  const body = $('#runs tbody');
  const heads = all('#runs thead th');
  const STATE = 1, SEED = 2; // columns
  const rows = all('#runs tbody tr'); // in the order of the page, which is that of the runs
  const chips = all('#legend li');
  const picked = new Set();
  const regimes = new Set();
  const REACH = 24; // pixels from the pointer to what it may mean

  const marks = rows.map(() => []);
  all('.scatter use').forEach((mark) => marks[mark.dataset.run].push(mark));

  // Static text becomes a button where a script can act on it.
  const button = (element) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.append(...element.childNodes);
    element.append(made);
    return made;
  };
  const regimeOf = (row) => Number(rows[row].dataset.regime);
  const cellText = (row, column) => rows[row].cells[column].textContent;
  const isOff = (row) => rows[row].hidden;

  // What is shown ---------------------------------------------------------------------------

  function filter() {
    const words = $('#search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = $('#kept').value;
    const shownRegimes = new Set();
    let shown = 0;
    rows.forEach((row, i) => {
      const text = `${cellText(i, 0)} ${cellText(i, SEED)} ${cellText(i, STATE)} ${$('a', row).href.split('/').pop()}`.toLowerCase();
      const visible = (regimes.size === 0 || regimes.has(regimeOf(i)))
        && (kept === '' || row.dataset.kept === kept)
        && words.every((word) => text.includes(word));
      row.hidden = !visible;
      marks[i].forEach((mark) => mark.classList.toggle('off', !visible));
      if (visible) {
        shown++;
        shownRegimes.add(regimeOf(i));
      }
    });
    all('.curves [data-regime]').forEach((path) =>
      path.classList.toggle('off', !shownRegimes.has(Number(path.dataset.regime))));
    $('#count').textContent = `${shown} of ${rows.length} runs`;
  }

  function showPicked() {
    document.body.classList.toggle('picks', picked.size > 0);
    rows.forEach((row, i) => {
      row.classList.toggle('picked', picked.has(i));
      $('th button', row).setAttribute('aria-pressed', picked.has(i));
      marks[i].forEach((mark) => mark.classList.toggle('picked', picked.has(i)));
    });
    all('.curves').forEach((plot) => {
      all('.run', plot).forEach((path) => path.remove());
      picked.forEach((row) => {
        const points = data.runs[plot.dataset.panel][row];
        if (points.length > 0) {
          const path = document.createElementNS(plot.namespaceURI, 'path');
          path.setAttribute('class', `run r${regimeOf(row)}`);
          path.setAttribute('d', 'M' + points.map(([step, value]) => place(plot, step, value).join(' ')).join('L'));
          $('g[clip-path]', plot).append(path);
        }
      });
    });
  }

  function pick(row) {
    if (!picked.delete(row)) {
      picked.add(row);
    }
    showPicked();
  }

  function heat(row) {
    all('.hot').forEach((element) => element.classList.remove('hot'));
    if (row !== undefined) {
      rows[row].classList.add('hot');
      marks[row].forEach((mark) => mark.classList.add('hot'));
    }
  }

  // Hover text ------------------------------------------------------------------------------

  function say(title, lines, x, y) {
    tip.replaceChildren();
    const head = document.createElement('b');
    head.textContent = title;
    tip.append(head);
    lines.forEach((line) => {
      const span = document.createElement('span');
      span.textContent = line;
      tip.append(span);
    });
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const left = x + 14 + box.width > innerWidth ? x - 14 - box.width : x + 14;
    const top = y + 14 + box.height > innerHeight ? y - 14 - box.height : y + 14;
    tip.style.left = `${Math.max(6, Math.min(left, innerWidth - box.width - 6))}px`;
    tip.style.top = `${Math.max(6, top)}px`;
  }

  function hush() {
    tip.hidden = true;
    heat();
  }

  function describe(row, x, y, far) {
    const lines = new Map();
    heads.forEach((head, column) => {
      const name = head.dataset.tip;
      if (name) {
        lines.set(name, `${lines.get(name) || name} ${cellText(row, column)}`);
      }
    });
    const state = cellText(row, STATE);
    const more = [state, far ? 'beyond the axis' : '', `run ${cellText(row, heads.length - 1)}`].filter(Boolean);
    say(`${cellText(row, 0)}, seed ${cellText(row, SEED)}`, [...lines.values(), ...more], x, y);
    heat(row);
  }

  // Places ----------------------------------------------------------------------------------

  function place(plot, step, value) {
    const at = (axis, v) => {
      const [from, to, start, end] = axis.split(' ').map(Number);
      return start + (v - from) / (to - from) * (end - start);
    };
    return [at(plot.dataset.x, step).toFixed(1), at(plot.dataset.y, value).toFixed(1)].map(Number);
  }

  function onScreen(plot, x, y) {
    const point = new DOMPoint(x, y).matrixTransform(plot.getScreenCTM());
    return [point.x, point.y];
  }

  const markPlace = (mark) => onScreen(mark.ownerSVGElement, mark.x.baseVal.value, mark.y.baseVal.value);

  function nearest(candidates, event, reach) {
    let best;
    let least = reach;
    candidates.forEach((candidate) => {
      const distance = Math.hypot(candidate.at[0] - event.clientX, candidate.at[1] - event.clientY);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    });
    return best;
  }

  const scatterCandidates = (plot) => all('use', plot)
    .filter((mark) => !isOff(mark.dataset.run))
    .map((mark) => ({ mark, row: Number(mark.dataset.run), at: markPlace(mark) }));

  function curveCandidates(plot) {
    const found = [];
    data.means[plot.dataset.panel].forEach((points, regime) => {
      const path = $(`.line[data-regime="${regime}"]`, plot);
      if (path && !path.classList.contains('off')) {
        points.forEach((point) => found.push({
          regime, point, path, at: onScreen(plot, ...place(plot, point[0], point[1])),
        }));
      }
    });
    return found;
  }

  // Panels ----------------------------------------------------------------------------------

  // A pointer and the arrow keys find candidates; Enter and a click do what choosing one does.
  function watch(plot, candidates, show, choose, name) {
    let current;
    plot.tabIndex = 0;
    plot.setAttribute('role', 'application');
    plot.setAttribute('aria-label', `${plot.getAttribute('aria-label')}. Arrow keys go from ${name}.`);
    const at = (event) => nearest(candidates(plot), event, REACH);
    plot.addEventListener('pointermove', (event) => {
      const found = at(event);
      current = found;
      found ? show(found) : hush();
    });
    plot.addEventListener('pointerleave', hush);
    plot.addEventListener('blur', hush);
    plot.addEventListener('click', (event) => {
      const found = at(event);
      if (found) {
        show(found);
        choose(found);
      }
    });
    plot.addEventListener('keydown', (event) => {
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      if (event.key in steps) {
        const sorted = candidates(plot).sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
        const same = (c) => current && c.at[0] === current.at[0] && c.at[1] === current.at[1];
        const next = sorted.findIndex(same) + steps[event.key];
        current = sorted[(next + sorted.length) % sorted.length];
        if (current) {
          show(current);
        }
        event.preventDefault();
      } else if ((event.key === 'Enter' || event.key === ' ') && current) {
        choose(current);
        event.preventDefault();
      } else if (event.key === 'Escape') {
        hush();
      }
    });
  }

  all('.scatter').forEach((plot) => watch(plot, scatterCandidates,
    (found) => describe(found.row, ...found.at, 'far' in found.mark.dataset),
    (found) => pick(found.row), 'run to run, Enter picks one'));

  all('.curves').forEach((plot) => watch(plot, curveCandidates,
    ({ regime, point: [step, mean, low, high, runs], path, at }) => {
      heat();
      path.classList.add('hot');
      const range = runs > 1 ? `${low} to ${high} in ${runs} runs` : '1 run';
      say(data.names[regime], [`step ${step.toLocaleString('en')}: ${mean}`, range], ...at);
    },
    ({ regime }) => toggleRegime(regime), 'mean to mean, Enter shows that regime alone'));

  // Tools -----------------------------------------------------------------------------------

  const chipButtons = chips.map(button);
  function toggleRegime(regime) {
    if (!regimes.delete(regime)) {
      regimes.add(regime);
    }
    chipButtons.forEach((chip, i) => chip.setAttribute('aria-pressed', regimes.has(i)));
    filter();
  }
  chipButtons.forEach((chip, regime) => {
    chip.setAttribute('aria-pressed', false);
    chip.addEventListener('click', () => toggleRegime(regime));
  });
  $('#search').addEventListener('input', filter);
  $('#kept').addEventListener('change', filter);
  $('#reset').addEventListener('click', () => {
    regimes.clear();
    picked.clear();
    $('#search').value = '';
    $('#kept').value = '';
    chipButtons.forEach((chip) => chip.setAttribute('aria-pressed', false));
    showPicked();
    filter();
  });

  // Table -----------------------------------------------------------------------------------

  rows.forEach((row, i) => {
    button($('th', row));
    row.addEventListener('click', (event) => event.target.closest('a') || pick(i));
    row.addEventListener('pointerenter', () => heat(i));
    row.addEventListener('pointerleave', () => heat());
    row.addEventListener('focusin', () => heat(i));
  });

  function value(row, column) {
    const cell = row.cells[column];
    const number = $('data', cell);
    return number ? Number(number.value) : cell.textContent;
  }

  // Missing values last, whatever the direction; equal ones in the order of the page.
  function compare(a, b, sign) {
    const numbers = [typeof a === 'number', typeof b === 'number'];
    if (numbers[0] !== numbers[1]) {
      return numbers[0] ? -1 : 1;
    }
    return sign * (numbers[0] ? a - b : a.localeCompare(b, 'en', { numeric: true }));
  }

  heads.forEach((head, column) => button(head).addEventListener('click', () => {
    const descending = head.getAttribute('aria-sort') === 'ascending';
    heads.forEach((other) => other.setAttribute('aria-sort', 'none'));
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const sign = descending ? -1 : 1;
    body.append(...[...rows].sort((a, b) => compare(value(a, column), value(b, column), sign)));
  }));

  $('#controls').hidden = false;
  showPicked();
  filter();
})();
