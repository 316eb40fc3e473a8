// What a page's scripts begin with. Every feature finds its own place on the page, or none.
import { startAsking } from './asking.js';
import { drawCharts, redrawCharts } from './charts.js';
import { startCopying } from './copying.js';
import { startDrafts } from './drafts.js';
import { startFiltering } from './filtering.js';
import { startKeyboard } from './keyboard.js';
import { startOffline } from './offline.js';
import { startPressing } from './pressing.js';
import { startTheme } from './theme.js';
import { startThreads } from './threads.js';
import { startUploading } from './uploading.js';

startTheme(redrawCharts);
startOffline();
startAsking();
startDrafts();
startKeyboard();
startThreads();
startCopying();
startFiltering();
startUploading();
startPressing();
drawCharts(document);
// Only where it is needed: most pages have no support systems on them.
if (document.querySelector('[data-systems]'))
  void import('./syncing.js').then((it) => it.startSyncing());
if (document.querySelector('[data-filling]'))
  void import('./filling.js').then((it) => it.startFilling());
// Answers can come to any page with a thread, and are looked at before they are judged.
if (document.getElementById('thread'))
  void import('./verdicts.js').then((it) => it.startVerdicts());
