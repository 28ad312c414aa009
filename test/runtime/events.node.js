// events: listeners, order, errors; names of once-wrappers are the engine's
var E=require('events');function t(f){try{return f()}catch(e){return e.name+' '+e.code+' '+e.message}}
var e=new E();e.on('newListener',function nl(t,l){console.log('new',t,l.name)});e.on('removeListener',function rl(t){console.log('rm',t)});
function a(){console.log('a',[].slice.call(arguments).join(),this===e)}function b(){console.log('b')}
e.on('x',a);e.once('x',b);e.prependListener('x',function first(){console.log('first')});e.prependOnceListener('x',function po(){console.log('po')});
console.log(e.emit('x',1,2,3),e.emit('x'),e.emit('none'),e.eventNames(),e.listenerCount('x'),e.listeners('x'),e.rawListeners('x'));
e.off('x',a);e.off('x',b);console.log(e.listenerCount('x'),e.listeners('none'));
console.log(t(function(){e.emit('error',new TypeError('te'))}),t(function(){e.emit('error')}),t(function(){e.emit('error','str')}),t(function(){e.emit('error',{a:1})}),t(function(){e.on('q')}),t(function(){e.on('q',5)}),t(function(){e.setMaxListeners(-1)}),t(function(){e.setMaxListeners('x')}));
e.on('error',function(er){console.log('handled',er)});e.emit('error',5);
function Sub(){E.call(this)} require('util').inherits(Sub,E); var s=new Sub();s.on('y',function(){console.log('sub y')});s.emit('y');console.log(s instanceof E,Sub.super_===E,E.EventEmitter===E,E.defaultMaxListeners,s.getMaxListeners(),E.listenerCount(s,'y'));
var s2=Object.create(E.prototype);s2.on('z',a);console.log(s2.listenerCount('z'));
var r=new E();r.on('r',function(){r.on('r',function(){console.log('late')});console.log('r1')});r.emit('r');r.emit('r');
var rm=new E();function one(){console.log('one');rm.off('q',two)}function two(){console.log('two')}rm.on('q',one);rm.on('q',two);rm.emit('q');rm.emit('q');
e.removeAllListeners('x');e.removeAllListeners();console.log(e.eventNames());
var sy=Symbol('s');rm.on(sy,one);console.log(rm.eventNames(),rm.emit(sy)); console.log(rm.on('c',one)===rm, rm.listenerCount('q', one), rm.listenerCount('q',two));
e.on('a',a);e.on('b',a);e.removeAllListeners();console.log(e._eventsCount);
