;; A start function that tells the host, and can be told to loop or to trap.
(module
  (import "host" "started" (func $started (result i32)))
  (start $begin)
  (func $begin (local $how i32)
    (local.set $how (call $started))
    (if (i32.eq (local.get $how) (i32.const 1)) (then (loop $again (br $again))))
    (if (i32.eq (local.get $how) (i32.const 2)) (then unreachable)))
  (func (export "_start") unreachable))
