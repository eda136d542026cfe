import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import { App } from './App';
import { askBeforeClosing } from './builder/closing';
import { applyTheme } from './frame/theme';
import { fetchLater } from './later';
import { keepTellingLook } from './state/look';
import { open, watchForDamage } from './state/open';

const root = document.getElementById('root');
applyTheme();
if (root) {
  watchForDamage();
  void open().then(fetchLater);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  keepTellingLook();
  askBeforeClosing();
}
