import { render } from 'preact';
import { App } from './app';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/lists.css';

const place = document.getElementById('page');
if (place !== null) {
  render(<App />, place);
}
