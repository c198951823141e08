;; Calls out and looks at its memory before and after.
(module
  (import "host" "wait" (func $wait (param i32)))
  (memory (export "memory") 16 64)

  ;; One function, with loads around the call.
  (func (export "once") (param $address i32) (result i32)
    (i32.store (local.get $address) (i32.const 7))
    (call $wait (i32.const 1))
    (i32.add (i32.load (local.get $address)) (i32.const 1)))

  ;; Calls that wait for each other, each with memory on both sides: the sum of 1 to $calls.
  (func $deep (export "deep") (param $calls i32) (result i32)
    (if (result i32) (local.get $calls)
      (then
        (i32.store (i32.mul (local.get $calls) (i32.const 4096)) (local.get $calls))
        (drop (call $deep (i32.sub (local.get $calls) (i32.const 1))))
        (i32.store (i32.mul (local.get $calls) (i32.const 4096))
          (i32.add
            (i32.load (i32.mul (local.get $calls) (i32.const 4096)))
            (i32.load (i32.mul (i32.sub (local.get $calls) (i32.const 1)) (i32.const 4096)))))
        (i32.load (i32.mul (local.get $calls) (i32.const 4096))))
      (else (call $wait (i32.const 0)) (i32.const 0))))

  ;; The call is in a loop, and what it is given comes from memory.
  (func (export "often") (param $rounds i32) (result i32)
    (loop $again
      (call $wait (i32.load (i32.const 8)))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (br_if $again (i32.lt_u (i32.load (i32.const 8)) (local.get $rounds))))
    (i32.load (i32.const 8)))

  ;; Through a table.
  (type $one (func (param i32)))
  (table 1 funcref)
  (elem (i32.const 0) $wait)
  (func (export "indirect") (result i32)
    (i32.store8 (i32.const 100) (i32.const 5))
    (call_indirect (type $one) (i32.const 2) (i32.const 0))
    (i32.load8_u (i32.const 100)))

  (func (export "grow") (result i32)
    (i32.store (i32.const 12) (i32.const 9))
    (call $wait (i32.const 3))
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 1048576) (i32.const 30))
    (i32.add (i32.load (i32.const 1048576)) (i32.load (i32.const 12))))

  ;; What the host calls while the guest waits.
  (func (export "peek") (param $address i32) (result i32)
    (i32.load (local.get $address))))
