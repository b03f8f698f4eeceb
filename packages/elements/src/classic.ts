// The classic file: one script tag, every element, nothing left in the page's global scope.
import "./define/tongban-case-status.ts"
import "./define/tongban-login.ts"
import "./define/tongban-material-picker.ts"
