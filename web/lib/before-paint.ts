/**
 * Runs before anything is painted, so that no page flashes in the wrong colours and its language is named from the start. It stands
 * in the page itself, whose policy allows it by its hash; keep it free of anything that differs from page to page.
 */
export const beforePaint = `(function(d){try{
var t=localStorage.getItem("speckit.theme");if(t==="light"||t==="dark")d.dataset.theme=t;
var k=["en","es","de"],c=localStorage.getItem("speckit.language");
var l=k.indexOf(c)>=0?c:navigator.languages.map(function(n){return n.slice(0,2).toLowerCase()}).filter(function(n){return k.indexOf(n)>=0})[0];
if(l)d.lang=l}catch(e){}})(document.documentElement)`;
