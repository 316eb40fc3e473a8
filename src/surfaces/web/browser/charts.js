/** @param {ParentNode} root */
export function drawCharts(root) {
  root.querySelectorAll('[data-chart]');
}

export function followTheme() {}
