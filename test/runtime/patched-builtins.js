// built-ins replaced by the program: the runtime has kept its own
var hasOwnP=Object.prototype.hasOwnProperty, names=Object.getOwnPropertyNames, def=Object.defineProperty, gopd=Object.getOwnPropertyDescriptor;
var log=console.log, fs=require('fs'), path=require('path'), util=require('util'), EventEmitter=require('events'), B=Buffer, req=require, proc=process, ass=require('assert');
function evil(){throw new Error('patched')}
var targets=[Array,Array.prototype,Object,Object.prototype,String,String.prototype,Function.prototype,RegExp.prototype,Number,Number.prototype,Date.prototype,Boolean.prototype,Symbol,Symbol.prototype,Math,JSON,Reflect,Error.prototype,ArrayBuffer.prototype,DataView.prototype,Object.getPrototypeOf(Uint8Array.prototype),performance];
for(var i=0;i<targets.length;i++){var ns=names(targets[i]);for(var j=0;j<ns.length;j++){var n=ns[j];if(n==='constructor'||n==='prototype'||n==='name'||n==='length'||n==='stack'||n==='message'||n==='fileName'||n==='lineNumber'||n==='__proto__')continue;var d=gopd(targets[i],n);if(d&&d.configurable&&typeof d.value==='function'&&!(targets[i]===Error.prototype)&&!(n==='toString'&&targets[i]===Symbol.prototype)&&!(n==='valueOf'||n==='toString'))try{targets[i][n]=evil}catch(e){}}}
var wasParse=parseInt;parseInt=evil;parseFloat=evil;isNaN=evil;Date=evil;TypeError=evil;RangeError=evil;Proxy=evil;ArrayBuffer=evil;Uint8Array=evil;
log('hello',{a:[1,2,{b:'x'}],c:function f(){},d:null,e:undefined,s:Symbol('z')},[1,2,3,4,5,6,7,8,9,10]);
log('%s %d %j %o',"a",5,{x:1},[1]);console.error;console.table([{a:1}]);console.group('g');log('in');console.groupEnd();console.count();
log(path.join('a','..','b'),path.resolve('/x','../y'),path.relative('/a/b','/a/c'),path.parse('/a/b.c'),path.basename('x.js','.js'));
fs.writeFileSync('/tmp/jsb-patched.txt','héllo');log(fs.readFileSync('/tmp/jsb-patched.txt','utf8'),fs.readFileSync('/tmp/jsb-patched.txt'),fs.statSync('/tmp/jsb-patched.txt').size,fs.readdirSync('fixtures/sub'),fs.existsSync('/nope'));fs.rmSync('/tmp/jsb-patched.txt');
try{fs.readFileSync('/nope/x')}catch(e){log(e.message,e.code)}
try{fs.readFileSync(5.5)}catch(e){log(e.message,e.code)}
log(req('./fixtures/lib/comment'), req('./fixtures/lib/data.json'), req.resolve('./fixtures/lib/comment').length > 5);
try{req('./nope')}catch(e){log(e.code)}
var e=new EventEmitter();e.on('x',function(a){log('ev',a)});e.once('x',function(){log('once')});e.emit('x',1);e.emit('x',2);log(e.listenerCount('x'));
log(B.from('aé','utf8').toString('hex'),B.concat([B.from('a'),B.from('b')]).toString(),B.alloc(3,1),B.from([1,2]).indexOf(2),B.from('abc').readUInt16BE(0));
proc.env.ZZ='1';log(proc.env.ZZ,'ZZ' in proc.env,proc.cwd().length>0,proc.hrtime().length,typeof proc.memoryUsage().rss,proc.argv.length);
try{ass.deepStrictEqual({a:1},{a:2})}catch(e2){log(e2.message)}
log(util.inspect({a:{b:{c:{}}}},{depth:0}),util.isDeepStrictEqual([1],[1]));
proc.on('exit',function(c){log('exit',c)});
