"""`python -m commonweal`: the same as the console command."""

from commonweal.cli import main

if __name__ == "__main__":
    main()
