import { start } from '../leaflet/map.js';

start({ onCanvas: false });
